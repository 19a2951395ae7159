package io.zmdev.sim.ap.dispatch;

/** The candidate on which the request is expected to be done first; among equals the one with fewer requests. */
final class ShortestDelay implements DispatchPolicy {

    @Override
    public int choose(int ticket, Candidates candidates) {
        return among(candidates, position -> true);
    }

    /** Which candidates count. */
    @FunctionalInterface
    interface Positions {

        boolean counts(int position);
    }

    /** The same choice among some of the candidates; the first one when none counts. */
    static int among(Candidates candidates, Positions positions) {
        int chosen = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < candidates.size(); i++) {
            if (positions.counts(i)) {
                double delay = candidates.expectedDelay(i);
                if (delay < least || (delay == least && candidates.outstanding(i) < candidates.outstanding(chosen))) {
                    least = delay;
                    chosen = i;
                }
            }
        }
        return Math.max(0, chosen);
    }
}
