package io.zmdev.sim.ap.load;

/** Told every answer that a guest gets. Times in ns. */
@FunctionalInterface
interface AnswerWatch {

    /** @param response from the request to this moment */
    void answered(long now, long response);
}
