package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.StepId;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Adds the condition code's step where a log does not tell it: a guest that issues its next instruction has had the answer to the
 * last. For one trace, from its start.
 */
public final class InferredAnswers {

    private boolean open;

    /** The event, after the inferred answer where there is one. */
    public List<TraceEvent> with(TraceEvent event) {
        String instruction = event.facts().getOrDefault(Fact.INSTRUCTION, "");
        boolean starts = RequestNumbers.STARTING.contains(instruction);
        boolean goesOn = event.thread() == TraceThread.SUBMITTER
                && (!instruction.isEmpty() || event.id().step().equals("Q8"));
        boolean inferred = open && goesOn;
        if (goesOn) {
            open = starts;
        } else if (event.id().step().equals("Q5")) {
            open = false;
        }
        return inferred ? List.of(answerBefore(event), event) : List.of(event);
    }

    private static TraceEvent answerBefore(TraceEvent event) {
        return new TraceEvent(
                event.timeNs(),
                OptionalLong.empty(),
                TraceEvent.NO_REQUEST,
                new StepId("Q5"),
                Lane.QEMU,
                Lane.GUEST,
                TraceThread.SUBMITTER,
                Evidence.INFERRED,
                "the guest has its answer: it goes on",
                "guest",
                Map.of());
    }
}
