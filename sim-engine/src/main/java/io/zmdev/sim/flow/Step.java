package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Change;
import io.zmdev.sim.trace.Range;
import java.util.List;

/**
 * One step of a run.
 *
 * @param n from 0
 * @param id the documented step or a sub-step
 * @param actor who does it
 * @param target who it is done to; the actor itself for a step that leaves nobody
 * @param what for people
 * @param source the function or rule
 * @param timeNs simulated time of its end, from the start of the run
 * @param observed seen on a real machine; false for what is simulated
 * @param reads what it read, in order
 * @param writes what it wrote, in order
 */
public record Step(
        int n,
        StepId id,
        Lane actor,
        Lane target,
        String what,
        String source,
        long timeNs,
        boolean observed,
        List<Range> reads,
        List<Change> writes) {

    public Step {
        reads = List.copyOf(reads);
        writes = List.copyOf(writes);
    }
}
