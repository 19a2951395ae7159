package io.zmdev.app.regions;

import io.zmdev.app.playback.RecordingPlayback;
import io.zmdev.sim.mmio.MmioRun;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One scenario of accesses to regions, and the place in its run. */
public final class RegionsViewModel extends RecordingPlayback {

    private final List<String> names;
    private final BiConsumer<String, Consumer<OpenedRegions>> work;
    private final ReadOnlyObjectWrapper<Optional<OpenedRegions>> opened = new ReadOnlyObjectWrapper<>(Optional.empty());

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
        playingProperty().set(false);
        work.accept(name, this::show);
    }

    /** Opens what came of a scenario at its start. */
    public void show(OpenedRegions result) {
        open(result.run(), () -> opened.set(Optional.of(result)));
    }

    /** Makes the picture of the open scenario and its run. */
    public Optional<Supplier<String>> drawing() {
        return opened.get().map(shown -> () -> RegionsPicture.svg(shown));
    }

    @Override
    public ReadOnlyObjectProperty<Optional<OpenedRegions>> recordingProperty() {
        return opened.getReadOnlyProperty();
    }

    /** The operation that the last step belongs to; empty while the devices are opened. */
    Optional<MmioRun.Done> operation() {
        int last = positionProperty().get() - 1;
        return opened.get().stream()
                .flatMap(result -> result.run().done().stream())
                .filter(done -> done.firstStep() <= last && last < done.endStep())
                .findFirst();
    }
}
