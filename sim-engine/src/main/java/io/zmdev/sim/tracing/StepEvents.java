package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Step;
import java.util.List;

/** Makes events of the steps of one kind of simulation. For one trace, from its first step on; not safe for several threads. */
interface StepEvents {

    /**
     * The events that the next step makes.
     *
     * @param startNs when the step before it ended
     */
    List<TraceEvent> of(Step step, long startNs);
}
