package io.zmdev.app.walkthrough;

import io.zmdev.app.playback.Playback;
import io.zmdev.app.walkthrough.WalkthroughWork.ComparedTrace;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.TraceEvent;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** A trace beside a run. It follows the run: where that is at a step of a request, it is at the same step of the same request. */
final class TracePlayback implements Playback {

    private final ReadOnlyObjectWrapper<Optional<ComparedTrace>> compared =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper position = new ReadOnlyIntegerWrapper();
    private final ReadOnlyIntegerWrapper marked = new ReadOnlyIntegerWrapper(NONE_MARKED);
    /** Opens the trace, with its first difference marked. */
    void open(ComparedTrace opened) {
        position.set(0);
        compared.set(Optional.of(opened));
        marked.set(opened.alignment().firstDifference());
    }

    void close() {
        position.set(0);
        marked.set(NONE_MARKED);
        compared.set(Optional.empty());
    }

    /** Goes to where the run is after so many of its steps. */
    void follow(int runPosition) {
        compared.get().flatMap(opened -> opened.alignment().at(runPosition)).ifPresent(position::set);
    }

    @Override
    public ReadOnlyObjectProperty<Optional<ComparedTrace>> recordingProperty() {
        return compared.getReadOnlyProperty();
    }

    @Override
    public List<Step> steps() {
        return compared.get()
                .<List<Step>>map(opened -> new Steps(opened.trace().events()))
                .orElse(List.of());
    }

    @Override
    public boolean someObserved() {
        return compared.get()
                .filter(opened -> opened.alignment().someObserved())
                .isPresent();
    }

    @Override
    public ReadOnlyIntegerProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyIntegerProperty markedProperty() {
        return marked.getReadOnlyProperty();
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

    private boolean go(int steps) {
        boolean possible = steps >= 0 && steps <= length();
        if (possible) {
            position.set(steps);
        }
        return possible;
    }

    /** The events as steps, made when they are asked for. */
    private static final class Steps extends AbstractList<Step> implements RandomAccess {

        private final List<TraceEvent> events;

        Steps(List<TraceEvent> events) {
            this.events = events;
        }

        @Override
        public Step get(int n) {
            TraceEvent event = events.get(n);
            return new Step(
                    n,
                    event.id(),
                    event.actor(),
                    event.target(),
                    event.what(),
                    event.source(),
                    event.timeNs(),
                    event.evidence() == Evidence.OBSERVED,
                    List.of(),
                    List.of());
        }

        @Override
        public int size() {
            return events.size();
        }
    }
}
