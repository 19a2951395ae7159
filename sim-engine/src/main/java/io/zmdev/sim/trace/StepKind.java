package io.zmdev.sim.trace;

/** A kind of step that a simulation takes; each package lists its own as an enum. */
public interface StepKind {

    /** The step or sub-step of the documented flow, such as {@code K2.3}. */
    String id();

    /** What happens, a format of {@link java.util.Formatter} with up to three {@code long} arguments. */
    String text();

    /** The function or rule that the step stands for. */
    String source();
}
