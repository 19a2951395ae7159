package io.zmdev.sim.trace;

/** A kind of step that a simulation takes; each package lists its own as an enum. */
public interface StepKind {

    StepDescription description();

    /** The step or sub-step of the documented flow, such as {@code K2.3}. */
    default String id() {
        return description().id();
    }

    /** What happens, with the numbers of one step. */
    default String text(long a, long b, long c) {
        return description().text(a, b, c);
    }

    /** The function or rule that the step stands for. */
    default String source() {
        return description().source();
    }
}
