package io.zmdev.sim.vfioccw;

/** The driver's tracepoints (trace system {@code vfio_ccw}). */
public interface Tracepoints {

    /** {@code vfio_ccw_fsm_event}: the state before the action. */
    void fsmEvent(FsmState state, FsmEvent event);

    /**
     * {@code vfio_ccw_fsm_io_request}: a start that did not start.
     *
     * @param errno the value of ret_code, negative for an error
     * @param info how far it came
     */
    void fsmIoRequest(int functionControl, int errno, String info);

    /** {@code vfio_ccw_fsm_async_request}; {@code errno} is negative for an error. */
    void fsmAsyncRequest(int command, int errno);
}
