package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Interleavings;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.tracing.RequestSummary.Beginning;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * The order in which the threads of some requests took their steps.
 *
 * @param begun each step of each request where a thread first took it, and as {@value #LOOKED_AT} where the handler of an interruption
 *     first looked at the subchannel, which may be later; in order
 */
public record StepOrder(List<Begun> begun) {

    /** TEST SUBCHANNEL by the handler of an interruption, which another thread may overtake before. */
    static final String LOOKED_AT = "K5.1";

    /**
     * A step that a thread began for a request.
     *
     * @param request from 0, the first of the requests
     */
    public record Begun(int request, Beginning beginning) {}

    public StepOrder {
        begun = List.copyOf(begun);
    }

    /**
     * The order in a trace.
     *
     * @param first the number of the first request that counts
     * @param count how many
     */
    public static StepOrder of(Iterator<TraceEvent> events, int first, int count) {
        return new StepOrder(List.copyOf(times(events, first, count).sequencedKeySet()));
    }

    private static SequencedMap<Begun, Long> times(Iterator<TraceEvent> events, int first, int count) {
        SequencedMap<Begun, Long> times = new LinkedHashMap<>();
        events.forEachRemaining(event -> {
            Beginning beginning = RequestSummary.beginning(event);
            if (beginning != null && event.request() >= first && event.request() < first + count) {
                times.putIfAbsent(new Begun(event.request() - first, beginning), event.timeNs());
                if (event.facts().containsKey(Fact.STATUS_CONTROL)) {
                    Beginning looked = new Beginning(beginning.thread(), LOOKED_AT);
                    times.putIfAbsent(new Begun(event.request() - first, looked), event.timeNs());
                }
            }
        });
        return times;
    }

    /** A run of these requests, and no others, in which the simulator takes this order; empty when it was not found. */
    public Optional<Run> reproduce(Scenario scenario) {
        return Interleavings.search(scenario, this::mismatch);
    }

    /** When a run leaves this order; at the end of time when it only lacks something. */
    private OptionalLong mismatch(Run run) {
        SequencedMap<Begun, Long> times = times(SimulatedTrace.of(run).iterator(), 0, Integer.MAX_VALUE);
        int at = 0;
        for (var begun : times.entrySet()) {
            if (at == this.begun.size() || !begun.getKey().equals(this.begun.get(at))) {
                return OptionalLong.of(begun.getValue());
            }
            at++;
        }
        return at == this.begun.size() ? OptionalLong.empty() : OptionalLong.of(Long.MAX_VALUE);
    }
}
