package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Change;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.Range;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.trace.TimeTravel;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;

/**
 * What a simulation recorded, whatever it simulates: its steps with the bytes that each read and wrote, and the states between
 * them. What is played, hashed and traced.
 *
 * <p>The steps may be read by several threads; {@link #timeTravel()} may not.
 */
public abstract class Recording {

    private final StepLog stepLog;
    private final ChangeLog changes;
    private final TimeTravel timeTravel;

    /**
     * Ends the recording of a state space.
     *
     * @param changes as many ended steps as {@code stepLog} has
     */
    protected Recording(StepLog stepLog, ChangeLog changes, StateSpace space) {
        this.stepLog = stepLog;
        this.changes = changes;
        timeTravel = new TimeTravel(space, changes);
    }

    /** The name of the scenario. */
    public abstract String name();

    /** The documented step that a kind of step is in this simulation. */
    protected abstract StepId id(StepKind kind);

    /** Who does a kind of step to whom. */
    protected abstract Lanes lanes(StepKind kind);

    /** Every step in order, made when it is asked for. */
    public final List<Step> steps() {
        return new Steps();
    }

    /** The documented step that a step is, or is part of. */
    public final StepId id(int step) {
        return id(kind(step));
    }

    /** What kind of step this is. */
    public final StepKind kind(int step) {
        return stepLog.kind(step);
    }

    /** The number of the device that a step is of, or {@link StepLog#NO_DEVICE}. */
    protected final int device(int step) {
        return stepLog.device(step);
    }

    /** Argument 0..2 of a step: the numbers of its {@link StepKind#text()}. */
    public final long argument(int step, int index) {
        return stepLog.argument(step, index);
    }

    /** Whether a step read a byte of the range. */
    public final boolean reads(int step, Range range) {
        return changes.reads(step, range);
    }

    /** Whether a step wrote a byte of the range, changed or not. */
    public final boolean writes(int step, Range range) {
        return changes.writes(step, range);
    }

    /** What a step wrote, in order. */
    public final List<Change> writes(int step) {
        return changes.writes(step);
    }

    /** Moves through the states; position n is the state after n steps. One for the recording, standing where it was left. */
    public final TimeTravel timeTravel() {
        return timeTravel;
    }

    private final class Steps extends AbstractList<Step> implements RandomAccess {

        @Override
        public Step get(int n) {
            StepKind kind = stepLog.kind(n);
            Lanes lanes = lanes(kind);
            return new Step(
                    n,
                    id(kind),
                    lanes.actor(),
                    lanes.target(),
                    stepLog.text(n),
                    kind.source(),
                    stepLog.time(n),
                    false,
                    changes.reads(n),
                    changes.writes(n));
        }

        @Override
        public int size() {
            return stepLog.size();
        }
    }
}
