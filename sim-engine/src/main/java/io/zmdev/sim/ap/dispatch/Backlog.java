package io.zmdev.sim.ap.dispatch;

/** The requests that wait for room on a real queue: one lane for each guest's virtual queue and class, of which the first counts. */
public interface Backlog {

    /** How many lanes have a request that could go now. */
    int size();

    /** Whose lane it is. */
    int guest(int lane);

    /** When the lane's first request was accepted, as a sequence number. */
    long accepted(int lane);

    /** The lane's first request's weight on the candidate that would be fastest. */
    int weight(int lane);

    /** The lane whose first request was accepted first. */
    default int oldest() {
        int oldest = 0;
        for (int lane = 1; lane < size(); lane++) {
            if (accepted(lane) < accepted(oldest)) {
                oldest = lane;
            }
        }
        return oldest;
    }
}
