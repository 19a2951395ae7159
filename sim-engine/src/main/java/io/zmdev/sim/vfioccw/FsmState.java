package io.zmdev.sim.vfioccw;

/** The states of the driver; the ordinal is the number that the tracepoints print. */
public enum FsmState {
    NOT_OPER,
    STANDBY,
    IDLE,
    CP_PROCESSING,
    CP_PENDING
}
