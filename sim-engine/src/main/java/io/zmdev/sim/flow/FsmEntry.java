package io.zmdev.sim.flow;

/** A line of the driver's trace. */
public sealed interface FsmEntry {

    /**
     * vfio_ccw_fsm_event.
     *
     * @param state the number of the state before the action
     * @param event the number of the event
     */
    record Event(int state, int event) implements FsmEntry {}

    /**
     * vfio_ccw_fsm_io_request.
     *
     * @param fctl function control, 4 start, 2 halt, 1 clear
     * @param errno ret_code, negative for an error
     */
    record IoRequest(int fctl, int errno, String info) implements FsmEntry {}

    /**
     * vfio_ccw_fsm_async_request.
     *
     * @param errno ret_code, negative for an error
     */
    record AsyncRequest(int command, int errno) implements FsmEntry {}
}
