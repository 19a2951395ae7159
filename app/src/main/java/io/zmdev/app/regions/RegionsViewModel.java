package io.zmdev.app.regions;

import io.zmdev.app.playback.Playback;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioRun;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One scenario of accesses to regions, and the place in its run. */
public final class RegionsViewModel implements Playback {

    private final List<String> names;
    private final BiConsumer<String, Consumer<OpenedRegions>> work;
    private final ReadOnlyObjectWrapper<Optional<OpenedRegions>> opened = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper position = new ReadOnlyIntegerWrapper();

    /**
     * Nothing is open at first.
     *
     * @param names of the scenarios to choose from
     * @param work runs the scenario of a name and gives the result to the consumer, on the thread of this object
     */
    public RegionsViewModel(List<String> names, BiConsumer<String, Consumer<OpenedRegions>> work) {
        this.names = List.copyOf(names);
        this.work = work;
    }

    List<String> names() {
        return names;
    }

    /** Opens a scenario at its start. */
    public void choose(String name) {
        work.accept(name, result -> {
            position.set(0);
            opened.set(Optional.of(result));
        });
    }

    @Override
    public ReadOnlyObjectProperty<Optional<OpenedRegions>> recordingProperty() {
        return opened.getReadOnlyProperty();
    }

    @Override
    public List<Step> steps() {
        return opened.get().map(result -> result.run().steps()).orElse(List.of());
    }

    @Override
    public ReadOnlyIntegerProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    @Override
    public boolean step() {
        return go(position.get() + 1);
    }

    @Override
    public boolean back() {
        return go(position.get() - 1);
    }

    @Override
    public void seek(int steps) {
        go(Math.clamp(steps, 0, length()));
    }

    /** The last step done; empty at the start. */
    Optional<Step> lastStep() {
        return position.get() == 0 ? Optional.empty() : Optional.of(steps().get(position.get() - 1));
    }

    /** The operation that the last step belongs to; empty while the devices are opened. */
    Optional<MmioRun.Done> operation() {
        int last = position.get() - 1;
        return opened.get().stream()
                .flatMap(result -> result.run().done().stream())
                .filter(done -> done.firstStep() <= last && last < done.endStep())
                .findFirst();
    }

    private boolean go(int steps) {
        boolean possible = steps >= 0 && steps <= length();
        if (possible) {
            position.set(steps);
        }
        return possible;
    }
}
