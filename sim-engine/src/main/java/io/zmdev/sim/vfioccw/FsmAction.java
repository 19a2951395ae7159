package io.zmdev.sim.vfioccw;

/** What the driver does for an event in a state ({@code vfio_ccw_jumptable}). */
public enum FsmAction {
    NOP,
    NOTOPER,
    IO_ERROR,
    IO_BUSY,
    IO_RETRY,
    IO_REQUEST,
    ASYNC_ERROR,
    ASYNC_RETRY,
    ASYNC_REQUEST,
    DISABLED_IRQ,
    IRQ,
    OPEN,
    CLOSE;

    /** Rows {@link FsmState}, columns {@link FsmEvent}, by number. */
    private static final FsmAction[][] TABLE = {
        // NOT_OPER  IO_REQ      INTERRUPT     ASYNC_REQ      OPEN     CLOSE
        {NOP, IO_ERROR, DISABLED_IRQ, ASYNC_ERROR, NOP, NOP}, // NOT_OPER
        {NOTOPER, IO_ERROR, DISABLED_IRQ, ASYNC_ERROR, OPEN, NOTOPER}, // STANDBY
        {NOTOPER, IO_REQUEST, IRQ, ASYNC_REQUEST, NOTOPER, CLOSE}, // IDLE
        {NOTOPER, IO_RETRY, IRQ, ASYNC_RETRY, NOTOPER, CLOSE}, // CP_PROCESSING
        {NOTOPER, IO_BUSY, IRQ, ASYNC_REQUEST, NOTOPER, CLOSE}, // CP_PENDING
    };

    public static FsmAction of(FsmState state, FsmEvent event) {
        return TABLE[state.number()][event.number()];
    }
}
