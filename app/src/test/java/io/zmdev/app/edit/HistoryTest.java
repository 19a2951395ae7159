package io.zmdev.app.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private final History history = new History(Configuration.empty("start"));

    @Test
    void undoAndRedoNameTheEditThatTheyAreAbout() {
        history.execute(edit("a"));
        history.execute(edit("b"));

        assertThat(history.undoNameProperty().get()).contains("to b");
        assertThat(history.redoNameProperty().get()).isEmpty();

        history.undo();

        assertThat(history.configuration().name()).isEqualTo("a");
        assertThat(history.undoNameProperty().get()).contains("to a");
        assertThat(history.redoNameProperty().get()).contains("to b");
    }

    @Test
    void anEditAfterUndoForgetsWhatWasUndone() {
        history.execute(edit("a"));
        history.undo();
        history.execute(edit("b"));
        history.redo();

        assertThat(history.configuration().name()).isEqualTo("b");
        assertThat(history.names()).containsExactly("to b");
    }

    @Test
    void anEditThatChangesNothingIsNotRecorded() {
        history.execute(edit("start"));

        assertThat(history.names()).isEmpty();
    }

    @Test
    void undoingBackToTheSavedConfigurationMakesItClean() {
        history.execute(edit("a"));
        history.markSaved();
        assertThat(history.dirtyProperty().get()).isFalse();

        history.execute(edit("b"));
        assertThat(history.dirtyProperty().get()).isTrue();

        history.undo();
        assertThat(history.dirtyProperty().get()).isFalse();
    }

    @Test
    void withoutEditsUndoAndRedoDoNothing() {
        history.undo();
        history.redo();

        assertThat(history.configuration().name()).isEqualTo("start");
        assertThat(history.undoNameProperty().get()).isEqualTo(Optional.empty());
    }

    @Test
    void theOldestEditsAreForgottenWhenThereAreTooMany() {
        for (int edit = 0; edit < History.MOST + 3; edit++) {
            history.execute(edit("n" + edit));
        }
        for (int edit = 0; edit < History.MOST + 3; edit++) {
            history.undo();
        }

        assertThat(history.configuration().name()).isEqualTo("n2");
    }

    @Test
    void anyMixOfEditsUndosAndRedosIsAWalkOnOneLine() {
        long seed = 20261121;
        SplittableRandom random = new SplittableRandom(seed);
        Deque<String> back = new ArrayDeque<>();
        Deque<String> forth = new ArrayDeque<>();
        String expected = "start";
        for (int step = 0; step < 2_000; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    String name = "n" + step;
                    back.push(expected);
                    forth.clear();
                    expected = name;
                    history.execute(edit(name));
                }
                case 1 -> {
                    if (!back.isEmpty()) {
                        forth.push(expected);
                        expected = back.pop();
                    }
                    history.undo();
                }
                default -> {
                    if (!forth.isEmpty()) {
                        back.push(expected);
                        expected = forth.pop();
                    }
                    history.redo();
                }
            }
            assertThat(history.configuration().name())
                    .as("step %d, seed %d", step, seed)
                    .isEqualTo(expected);
        }
    }

    private static Command edit(String name) {
        return new Command("to " + name, before -> Configuration.empty(name));
    }
}
