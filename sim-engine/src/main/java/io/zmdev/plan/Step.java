package io.zmdev.plan;

import io.zmdev.model.host.HostOperation;
import java.util.List;

/**
 * One step of a plan. It is either made as a whole or undone as a whole.
 *
 * @param what what it does, for people
 * @param preconditions what must hold before it, and holds again after it was undone
 * @param operations what it does, in order
 * @param inverse what undoes it, in order
 * @param readBack what must hold after it; drivers may take a moment to bind
 * @param guests names of the guests that it touches
 * @param disturbances what it takes that undoing it does not give back
 */
public record Step(
        String what,
        List<Expectation> preconditions,
        List<HostOperation> operations,
        List<HostOperation> inverse,
        List<Expectation> readBack,
        List<String> guests,
        List<Disturbance> disturbances) {

    /** A step that takes nothing from anybody for good. */
    public Step(
            String what,
            List<Expectation> preconditions,
            List<HostOperation> operations,
            List<HostOperation> inverse,
            List<Expectation> readBack,
            List<String> guests) {
        this(what, preconditions, operations, inverse, readBack, guests, List.of());
    }

    public Step {
        preconditions = List.copyOf(preconditions);
        operations = List.copyOf(operations);
        inverse = List.copyOf(inverse);
        readBack = List.copyOf(readBack);
        guests = List.copyOf(guests);
        disturbances = List.copyOf(disturbances);
    }

    /** The same step, which disturbs somebody. */
    Step disturbing(List<Disturbance> more) {
        return new Step(what, preconditions, operations, inverse, readBack, guests, more);
    }
}
