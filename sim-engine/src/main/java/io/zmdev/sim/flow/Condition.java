package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Range;
import io.zmdev.sim.vfioccw.FsmState;

/** What a step is looked for by; a step meets it or does not. */
public sealed interface Condition {

    /**
     * The step is a documented one or part of it.
     *
     * @param id such as {@code K2} for all of its sub-steps, or {@code K2.3}
     */
    record StepIs(String id) implements Condition {}

    /**
     * The channel executes a CCW.
     *
     * @param command 0..255
     */
    record CommandIs(int command) implements Condition {}

    /**
     * An I/O instruction of the guest or of the host ends.
     *
     * @param cc its condition code, 0..3
     */
    record ConditionCodeIs(int cc) implements Condition {}

    /** The driver of a passed-through device enters a state. */
    record StateBecomes(FsmState state) implements Condition {}

    /** The step reads at least one byte of a range. */
    record Reads(Range range) implements Condition {}

    /** The step writes at least one byte of a range, whether or not the byte changes. */
    record Writes(Range range) implements Condition {}
}
