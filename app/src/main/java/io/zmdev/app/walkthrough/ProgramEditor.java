package io.zmdev.app.walkthrough;

import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The channel program of the open run while it is edited, with the way back. Another program ends that. */
final class ProgramEditor {

    private static final int MOST = 200;

    private final WalkthroughViewModel model;
    private final ReadOnlyObjectWrapper<Optional<ProgramDraft>> draft = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Deque<ProgramDraft> done = new ArrayDeque<>();
    private final Deque<ProgramDraft> undone = new ArrayDeque<>();
    private Optional<Scenario> base = Optional.empty();
    private String lastPlace = "";

    ProgramEditor(WalkthroughViewModel model) {
        this.model = model;
        model.runProperty().subscribe(this::opened);
    }

    /** What is typed; empty when the scenario has no program. */
    ReadOnlyObjectProperty<Optional<ProgramDraft>> draftProperty() {
        return draft.getReadOnlyProperty();
    }

    Optional<Scenario> scenario() {
        return base;
    }

    boolean canUndo() {
        return !done.isEmpty();
    }

    boolean canRedo() {
        return !undone.isEmpty();
    }

    /**
     * Takes what is typed.
     *
     * @param place what is edited: what is typed at one place in a row is undone as one
     */
    void edit(String place, ProgramDraft typed) {
        draft.get().filter(before -> !before.equals(typed)).ifPresent(before -> {
            if (!place.equals(lastPlace)) {
                done.push(before);
                if (done.size() > MOST) {
                    done.removeLast();
                }
            }
            lastPlace = place;
            undone.clear();
            draft.set(Optional.of(typed));
        });
    }

    void undo() {
        move(done, undone);
    }

    void redo() {
        move(undone, done);
    }

    private void move(Deque<ProgramDraft> from, Deque<ProgramDraft> to) {
        if (!from.isEmpty()) {
            draft.get().ifPresent(to::push);
            lastPlace = "";
            draft.set(Optional.of(from.pop()));
        }
    }

    /** Whether the program can be run. */
    boolean isRight() {
        return edited().isPresent();
    }

    /** Runs the program, if nothing is wrong with it; the run takes the place of the open one. */
    void run() {
        edited().ifPresent(scenario -> {
            base = Optional.of(scenario);
            lastPlace = "";
            model.rerun(scenario);
        });
    }

    private Optional<Scenario> edited() {
        return base.flatMap(scenario -> draft.get().flatMap(typed -> typed.applyTo(scenario)));
    }

    private void opened(Optional<Run> run) {
        Optional<Scenario> now = run.map(Run::scenario);
        boolean same = now.isPresent()
                && base.filter(before -> before.program().equals(now.get().program())
                                && before.requests().equals(now.get().requests()))
                        .isPresent();
        base = now;
        if (!same) {
            done.clear();
            undone.clear();
            lastPlace = "";
            draft.set(now.flatMap(ProgramDraft::of));
        }
    }
}
