package io.zmdev.sim.vfioccw;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.trace.StepSink;
import java.util.function.IntConsumer;

/** The counters of the eventfds that user space has set up, one of 8 bytes for each interrupt. */
final class Eventfds {

    private static final int INTERRUPTS = 3;

    private final Area counters;
    private final StepSink steps;
    private final IntConsumer signalled;

    /** @param signalled is told the index of each eventfd whose counter was raised */
    Eventfds(StateSpace space, String suffix, StepSink steps, IntConsumer signalled) {
        counters = space.add("eventfds" + suffix, INTERRUPTS * Long.BYTES);
        this.steps = steps;
        this.signalled = signalled;
    }

    /** read(2): the counter, which becomes 0. */
    long read(int irq) {
        long count = counters.getLong(at(irq));
        if (count != 0) {
            counters.putLong(at(irq), 0);
        }
        return count;
    }

    boolean isSignalled(int irq) {
        return counters.getLong(at(irq)) != 0;
    }

    void signal(int irq) {
        counters.putLong(at(irq), counters.getLong(at(irq)) + 1);
        steps.step(DriverStep.SIGNAL, irq);
        signalled.accept(irq);
    }

    private static long at(int irq) {
        return (long) irq * Long.BYTES;
    }
}
