package io.zmdev.sim.vfioccw;

/** The events of the driver; the ordinal is the number that the tracepoints print. */
public enum FsmEvent {
    NOT_OPER,
    IO_REQ,
    INTERRUPT,
    ASYNC_REQ,
    OPEN,
    CLOSE
}
