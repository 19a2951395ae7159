package io.zmdev.sim.flow;

/** Who makes the requests of a scenario and gets the answers. */
interface Requester {

    /** What happens before the first request. */
    void open();

    Result answer(Request request);
}
