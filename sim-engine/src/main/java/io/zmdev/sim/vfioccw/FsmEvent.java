package io.zmdev.sim.vfioccw;

/** The events of the driver. */
public enum FsmEvent {
    NOT_OPER(0),
    IO_REQ(1),
    INTERRUPT(2),
    ASYNC_REQ(3),
    OPEN(4),
    CLOSE(5);

    private final int number;

    FsmEvent(int number) {
        this.number = number;
    }

    /** What the tracepoints print. */
    public int number() {
        return number;
    }
}
