package io.zmdev.sim.vfioccw;

import java.util.List;

/** The states of the driver. */
public enum FsmState {
    NOT_OPER(0),
    STANDBY(1),
    IDLE(2),
    CP_PROCESSING(3),
    CP_PENDING(4);

    private static final List<FsmState> ALL = List.of(values());

    private final int number;

    FsmState(int number) {
        this.number = number;
    }

    /** What the tracepoints print. */
    public int number() {
        return number;
    }

    static FsmState of(int number) {
        return ALL.get(number);
    }

    /** The name of the state with this number, and the number, such as {@code IDLE (2)}. */
    static String label(long number) {
        return ALL.get((int) number) + " (" + number + ")";
    }
}
