package io.zmdev.sim.ap.dispatch;

/**
 * A guest's requests stay on one candidate, as long as it has fewer requests than the spill threshold; above it the candidate with
 * the shortest expected delay gets them. The candidate is chosen by rendezvous hashing, so that losing one moves only its guests.
 */
final class Affinity implements DispatchPolicy {

    private static final long MIXER = 0x9e3779b97f4a7c15L;

    private final int spill;

    Affinity(int spill) {
        this.spill = spill;
    }

    @Override
    public int choose(int ticket, Candidates candidates) {
        int home = 0;
        for (int i = 1; i < candidates.size(); i++) {
            if (hash(candidates, i) > hash(candidates, home)) {
                home = i;
            }
        }
        return candidates.outstanding(home) < spill ? home : ShortestDelay.among(candidates, position -> true);
    }

    private static long hash(Candidates candidates, int position) {
        long z = (candidates.guest() * 0x1_0001L + candidates.queue(position) + 1) * MIXER;
        z = (z ^ (z >>> 29)) * MIXER;
        return z ^ (z >>> 32);
    }
}
