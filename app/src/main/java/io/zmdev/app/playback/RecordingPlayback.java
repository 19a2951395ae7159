package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.Player;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** A simulation played by a {@link Player}, whatever it simulates: by steps, to conditions, with breakpoints and bookmarks. */
public abstract class RecordingPlayback implements Playback {

    private final ReadOnlyIntegerWrapper position = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(Marks.NONE);
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private List<Step> steps = List.of();
    private Optional<Player> player = Optional.empty();

    /** Nothing is open at first. */
    protected RecordingPlayback() {}

    /**
     * Opens a recording at its start. Breakpoints outlive it, bookmarks are places in it.
     *
     * @param tell tells of the recording, after its steps are known and before its start is shown
     */
    protected final void open(Recording recording, Runnable tell) {
        List<Condition> breakpoints = marks.get().breakpoints();
        Player at = new Player(recording);
        breakpoints.forEach(at::setBreakpoint);
        player = Optional.of(at);
        steps = recording.steps();
        tell.run();
        mark(same -> {});
        go(0);
    }

    /** Called before the position is told; the time travel of the recording stands there. */
    protected void moved(int newPosition) {}

    @Override
    public final List<Step> steps() {
        return steps;
    }

    @Override
    public final ReadOnlyIntegerProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** The last step done; empty at the start. */
    public final Optional<Step> lastStep() {
        return player.flatMap(Player::lastStep);
    }

    @Override
    public final boolean step() {
        return go(position.get() + 1);
    }

    @Override
    public final boolean back() {
        return go(position.get() - 1);
    }

    @Override
    public final void seek(int newPosition) {
        go(Math.clamp(newPosition, 0, length()));
    }

    /** On to the next step that meets the condition, or to the end. */
    public final void runTo(Condition condition) {
        move(at -> at.runTo(condition));
    }

    /** Back to an earlier step that meets the condition, or to the start. */
    public final void runBackTo(Condition condition) {
        move(at -> at.runBackTo(condition));
    }

    /** On to the next breakpoint, or to the end. */
    public final void runToBreakpoint() {
        move(Player::play);
    }

    /** Back to the breakpoint before, or to the start. */
    public final void runBackToBreakpoint() {
        move(Player::playBack);
    }

    /** Goes to the step that wrote the byte before the last step did; stays when it is as the run began. */
    public final void goToWriter(String area, long offset) {
        int here = position.get();
        move(at -> {
            at.back();
            at.goTo(at.writerOf(area, offset).map(writer -> writer.n() + 1).orElse(here));
        });
    }

    /** Has the run stop at the condition when it plays. */
    public final void setBreakpoint(Condition condition) {
        mark(at -> at.setBreakpoint(condition));
    }

    public final void clearBreakpoint(Condition condition) {
        mark(at -> at.clearBreakpoint(condition));
    }

    /** Remembers this position by its number and step. */
    public final void setBookmark() {
        mark(at -> at.setBookmark(text(
                "walk.bookmarkName",
                at.position(),
                at.lastStep().map(step -> step.id().text()).orElse(text("walk.start")))));
    }

    public final void clearBookmark(String name) {
        mark(at -> at.clearBookmark(name));
    }

    /** The breakpoints and bookmarks. */
    public final ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /** Whether a run that plays has reached a place to stop. */
    public final boolean isAtBreakpoint() {
        return player.filter(at -> {
                    int here = at.position();
                    boolean stops = here > 0 && at.back() && at.play() && at.position() == here;
                    at.goTo(here);
                    return stops;
                })
                .isPresent();
    }

    /** Whether steps follow each other by themselves. */
    public final BooleanProperty playingProperty() {
        return playing;
    }

    private void mark(Consumer<Player> change) {
        player.ifPresent(at -> {
            change.accept(at);
            marks.set(new Marks(at.breakpoints(), at.bookmarks()));
        });
    }

    private void move(Consumer<Player> verb) {
        playing.set(false);
        player.ifPresent(at -> {
            verb.accept(at);
            go(at.position());
        });
    }

    private boolean go(int newPosition) {
        if (player.isEmpty() || newPosition < 0 || newPosition > length()) {
            playing.set(false);
            return false;
        }
        player.ifPresent(at -> at.goTo(newPosition));
        moved(newPosition);
        position.set(newPosition);
        return true;
    }
}
