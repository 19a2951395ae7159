package io.zmdev.sim.trace;

/** What a simulation tells when it has done a step: everything read and written since the last one belongs to it. */
@FunctionalInterface
public interface StepSink {

    /** Ends a step; the numbers are the arguments of its {@link StepKind#text()}. */
    void step(StepKind kind, long a, long b, long c);

    default void step(StepKind kind) {
        step(kind, 0, 0, 0);
    }

    default void step(StepKind kind, long a) {
        step(kind, a, 0, 0);
    }

    default void step(StepKind kind, long a, long b) {
        step(kind, a, b, 0);
    }
}
