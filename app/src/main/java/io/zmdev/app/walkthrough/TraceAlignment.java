package io.zmdev.app.walkthrough;

import io.zmdev.app.playback.Playback;
import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.tracing.Evidence;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceDifference;
import io.zmdev.sim.tracing.TraceEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a trace is while a run is somewhere: at the same step of the same request. Immutable; made off the JavaFX thread. */
public final class TraceAlignment {

    /** For each position of the run the one of the trace. */
    private final int[] positions;

    private final int firstDifference;
    private final boolean someObserved;

    private record Place(int request, String step) {}

    private TraceAlignment(int[] positions, int firstDifference, boolean someObserved) {
        this.positions = positions;
        this.firstDifference = firstDifference;
        this.someObserved = someObserved;
    }

    /**
     * Aligns a trace with a run.
     *
     * @param simulated the run's own trace, which has an event for each step, and some between them
     */
    public static TraceAlignment of(
            List<Step> run, Traces.Opened simulated, Traces.Opened trace, TraceComparison comparison) {
        return new TraceAlignment(
                align(run, simulated.events(), trace.events()),
                firstDifference(trace, comparison),
                trace.events().stream().anyMatch(event -> event.evidence() == Evidence.OBSERVED));
    }

    /** The position of the trace; empty past the end of the run. */
    Optional<Integer> at(int runPosition) {
        return runPosition < positions.length ? Optional.of(positions[runPosition]) : Optional.empty();
    }

    /** The number of the event at which both differ first; {@link Playback#NONE_MARKED} where they do not. */
    int firstDifference() {
        return firstDifference;
    }

    /** Whether an event of the trace was seen on a machine. */
    boolean someObserved() {
        return someObserved;
    }

    private static int[] align(List<Step> run, List<TraceEvent> events, List<TraceEvent> trace) {
        Map<Place, Integer> ends = new HashMap<>();
        for (int i = 0; i < trace.size(); i++) {
            ends.put(place(trace.get(i)), i + 1);
        }
        int[] aligned = new int[run.size() + 1];
        int next = 0;
        for (int n = 0; n < run.size(); n++) {
            while (!events.get(next).id().equals(run.get(n).id())) {
                next++;
            }
            aligned[n + 1] = ends.getOrDefault(place(events.get(next)), aligned[n]);
            next++;
        }
        return aligned;
    }

    private static int firstDifference(Traces.Opened opened, TraceComparison comparison) {
        Optional<TraceDifference> first = comparison.differences().stream().findFirst();
        List<TraceEvent> trace = opened.events();
        for (int i = 0; first.isPresent() && i < trace.size(); i++) {
            if (place(trace.get(i))
                    .equals(new Place(first.get().request(), first.get().step()))) {
                return i;
            }
        }
        return Playback.NONE_MARKED;
    }

    private static Place place(TraceEvent event) {
        return new Place(event.request(), event.id().step());
    }
}
