package io.zmdev.sim.vfioccw;

import java.util.List;

/** The events of the driver. */
public enum FsmEvent {
    NOT_OPER(0),
    IO_REQ(1),
    INTERRUPT(2),
    ASYNC_REQ(3),
    OPEN(4),
    CLOSE(5);

    private static final List<FsmEvent> ALL = List.of(values());

    private final int number;

    FsmEvent(int number) {
        this.number = number;
    }

    /** What the tracepoints print. */
    public int number() {
        return number;
    }

    /** The name of the event with this number, and the number, such as {@code IO_REQ (1)}. */
    static String label(long number) {
        return ALL.get((int) number) + " (" + number + ")";
    }
}
