package io.zmdev.sim.ap.dispatch;

/** The candidate with the fewest requests; among equals the one whose card has fewer. Ignores speed. */
final class JoinShortestQueue implements DispatchPolicy {

    @Override
    public int choose(int ticket, Candidates candidates) {
        int chosen = 0;
        for (int i = 1; i < candidates.size(); i++) {
            int difference = candidates.outstanding(i) - candidates.outstanding(chosen);
            if (difference < 0
                    || (difference == 0 && candidates.outstandingOnCard(i) < candidates.outstandingOnCard(chosen))) {
                chosen = i;
            }
        }
        return chosen;
    }
}
