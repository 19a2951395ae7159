package io.zmdev.app.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.walkthrough.LessonPlayer.Verdict;
import io.zmdev.io.LessonDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.sim.flow.Lesson;
import io.zmdev.sim.flow.Player;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LessonPlayerTest {

    private final WalkthroughViewModel model = new WalkthroughViewModel(new ImmediateWork());
    private final LessonPlayer player = new LessonPlayer(model);

    static List<Lesson> lessons() {
        return LessonDocument.builtIn();
    }

    @ParameterizedTest
    @MethodSource("lessons")
    void aLessonIsLearnedByDoingWhatItShows(Lesson lesson) {
        player.begin(lesson);
        for (int number = 0; number < lesson.tasks().size(); number++) {
            assertThat(at().number()).isEqualTo(number);
            assertThat(at().verdict()).isEqualTo(Verdict.ASKED);
            String shown = player.show();
            if (!shown.isEmpty()) {
                player.answer(shown);
            }
            assertThat(at().verdict()).as(at().task().ask()).isEqualTo(Verdict.RIGHT);
            player.next();
        }
    }

    @Test
    void aWrongAnswerIsWrongAndLeavesThePlaceInTheRun() {
        player.begin(lessons().get(2));
        player.show();
        player.next();
        int position = model.positionProperty().get();

        player.answer("4");
        assertThat(at().verdict()).isEqualTo(Verdict.WRONG);
        player.answer("0x1");
        assertThat(at().verdict()).isEqualTo(Verdict.RIGHT);
        assertThat(model.positionProperty().get()).isEqualTo(position);
        assertThat(model.runProperty().get().orElseThrow().timeTravel().position())
                .isEqualTo(position);
    }

    @Test
    void walkingToTheRightStepAnswersAndAnotherScenarioDoesNot() {
        Lesson lesson = lessons().getFirst();
        player.begin(lesson);
        model.choose(ScenarioDocument.builtIn("two-segments"));
        model.seek(model.length());
        assertThat(at().verdict()).isEqualTo(Verdict.ASKED);

        model.choose(lesson.scenario());
        Lesson.GoTo first = (Lesson.GoTo) lesson.tasks().getFirst();
        int there = new Player(model.runProperty().get().orElseThrow())
                .positionsOf(first.condition())
                .findFirst()
                .orElseThrow();
        while (model.positionProperty().get() < there) {
            assertThat(at().verdict()).isEqualTo(Verdict.ASKED);
            model.step();
        }
        assertThat(at().verdict()).isEqualTo(Verdict.RIGHT);
    }

    private LessonPlayer.Place at() {
        return player.placeProperty().get().orElseThrow();
    }
}
