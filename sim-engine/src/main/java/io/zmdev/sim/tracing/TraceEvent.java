package io.zmdev.sim.tracing;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.flow.StepId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * One event of a trace.
 *
 * @param timeNs from the start of the trace: of a simulated step its end, of an observed one when it was logged
 * @param durationNs of a simulated step the time since the step before; of a function's return the time since its call
 * @param request the number of the I/O instruction, of the write by a program that uses VFIO itself, or of an operation of a
 *     scenario of accesses to regions, that it belongs to, from 0; {@link #NO_REQUEST} for the setup and what lies between
 * @param id the documented step or a sub-step
 * @param actor who does it
 * @param target who it is done to
 * @param what for people
 * @param source the function, tracepoint or rule
 * @param facts its numbers and names, in the order of {@link Fact}
 */
public record TraceEvent(
        long timeNs,
        OptionalLong durationNs,
        int request,
        StepId id,
        Lane actor,
        Lane target,
        TraceThread thread,
        Evidence evidence,
        String what,
        String source,
        Map<Fact, String> facts) {

    public static final int NO_REQUEST = -1;

    public TraceEvent {
        facts = facts.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(facts));
    }

    /** An event of a log, whose request is not known yet. */
    public static TraceEvent logged(
            long timeNs,
            String id,
            Lane actor,
            Lane target,
            TraceThread thread,
            Evidence evidence,
            String what,
            String source,
            Map<Fact, String> facts) {
        return new TraceEvent(
                timeNs,
                OptionalLong.empty(),
                NO_REQUEST,
                new StepId(id),
                actor,
                target,
                thread,
                evidence,
                what,
                source,
                facts);
    }

    /**
     * A step of a simulation.
     *
     * @param startNs when the step before it ended
     */
    static TraceEvent simulated(Step step, long startNs, int request, TraceThread thread, Map<Fact, String> facts) {
        return new TraceEvent(
                step.timeNs(),
                OptionalLong.of(step.timeNs() - startNs),
                request,
                step.id(),
                step.actor(),
                step.target(),
                thread,
                Evidence.SIMULATED,
                step.what(),
                step.source(),
                facts);
    }

    /** The same event of another request. */
    public TraceEvent withRequest(int number) {
        return new TraceEvent(timeNs, durationNs, number, id, actor, target, thread, evidence, what, source, facts);
    }

    /** The same event at another time. */
    public TraceEvent withTimeNs(long time) {
        return new TraceEvent(time, durationNs, request, id, actor, target, thread, evidence, what, source, facts);
    }
}
