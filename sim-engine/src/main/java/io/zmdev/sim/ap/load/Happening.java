package io.zmdev.sim.ap.load;

/** The kinds of events of the simulation. An event is a kind in the upper bits and an index below. */
final class Happening {

    /** An engine, by its number, is done. */
    static final int ENGINE_DONE = 0;
    /** A guest, by its number, sends a request. */
    static final int ARRIVAL = 1;
    /** An NQAP that left the guest is executed; the index is the request's body. */
    static final int NQAP = 2;
    /** A DQAP that left the guest gives its reply; the index is the request's body. */
    static final int ANSWER = 3;
    /** A guest's queue, by its number, is read after an interruption. */
    static final int GUEST_INTERRUPT = 4;
    /** The driver of the virtual devices reads a real queue, by its number. */
    static final int HOST_INTERRUPT = 5;
    /** A guest, by its number, polls. */
    static final int POLL = 6;
    /** A client, by its number, has thought. */
    static final int THOUGHT = 7;
    /** Something happens to the hardware, by its position in the scenario. */
    static final int HARDWARE = 8;
    /** The reset of a real queue, by its number, is over. */
    static final int RESET_DONE = 9;
    /** Measuring begins. */
    static final int MEASURE = 10;

    private static final int INDEX_BITS = 27;

    private Happening() {}

    static int event(int kind, int index) {
        return kind << INDEX_BITS | index;
    }

    static int kind(int event) {
        return event >>> INDEX_BITS;
    }

    static int index(int event) {
        return event & (1 << INDEX_BITS) - 1;
    }
}
