package io.zmdev.app.walkthrough;

import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Step;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** One run and the place in it: the position is the number of steps done. */
public final class WalkthroughViewModel {

    private final ReadOnlyObjectWrapper<List<Scenario>> scenarios = new ReadOnlyObjectWrapper<>(List.of());
    private final BiConsumer<Scenario, Consumer<Run>> simulate;
    private final ReadOnlyObjectWrapper<Optional<Run>> run = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<RunIndex> index = Optional.empty();
    private final ReadOnlyIntegerWrapper position = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Optional<Moment>> moment = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final BooleanProperty playing = new SimpleBooleanProperty();

    /**
     * Nothing is open at first.
     *
     * @param simulate runs a scenario and gives the run to the consumer, on the thread of this object
     */
    public WalkthroughViewModel(BiConsumer<Scenario, Consumer<Run>> simulate) {
        this.simulate = simulate;
    }

    /** What can be walked through from here on; the first of them is opened. */
    public void offer(List<Scenario> offered) {
        scenarios.set(List.copyOf(offered));
        offered.stream().findFirst().ifPresent(this::choose);
    }

    ReadOnlyObjectProperty<List<Scenario>> scenariosProperty() {
        return scenarios.getReadOnlyProperty();
    }

    /** Simulates a scenario and opens the run at its start. */
    public void choose(Scenario scenario) {
        playing.set(false);
        simulate.accept(scenario, this::open);
    }

    /** One step forth; false at the end. */
    public boolean step() {
        return go(position.get() + 1);
    }

    /** One step back; false at the start. */
    public boolean back() {
        return go(position.get() - 1);
    }

    /** Goes to the state after so many steps, or as near as there are. */
    public void seek(int steps) {
        go(Math.clamp(steps, 0, length()));
    }

    ReadOnlyObjectProperty<Optional<Run>> runProperty() {
        return run.getReadOnlyProperty();
    }

    /** The steps of the run; none while nothing is open. */
    List<Step> steps() {
        return run.get().map(Run::steps).orElse(List.of());
    }

    /** Whether there is a run to walk through. */
    public boolean isOpen() {
        return run.get().isPresent();
    }

    /** The number of steps. */
    public int length() {
        return steps().size();
    }

    public ReadOnlyIntegerProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** What there is to see at the position. */
    ReadOnlyObjectProperty<Optional<Moment>> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /** The position of a moment; 0 without one. */
    static int positionOf(Optional<Moment> shown) {
        return shown.map(Moment::position).orElse(0);
    }

    /** Whether steps follow each other by themselves. */
    BooleanProperty playingProperty() {
        return playing;
    }

    private void open(Run opened) {
        index = Optional.of(new RunIndex(opened));
        run.set(Optional.of(opened));
        go(0);
    }

    private boolean go(int steps) {
        if (run.get().isEmpty() || steps < 0 || steps > length()) {
            playing.set(false);
            return false;
        }
        moment.set(index.map(opened -> Moment.of(opened, steps)));
        position.set(steps);
        return true;
    }
}
