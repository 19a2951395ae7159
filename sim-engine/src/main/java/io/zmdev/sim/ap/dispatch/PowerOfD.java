package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.kernel.RandomStream;

/** Draws d candidates and takes the one of them with the shortest expected delay: almost as good as looking at all. */
final class PowerOfD implements DispatchPolicy {

    private final int d;
    private final RandomStream random;
    private int[] drawn = new int[0];

    PowerOfD(int d, RandomStream random) {
        this.d = d;
        this.random = random;
    }

    @Override
    public int choose(int ticket, Candidates candidates) {
        int size = candidates.size();
        if (drawn.length < size) {
            drawn = new int[size];
        }
        for (int i = 0; i < size; i++) {
            drawn[i] = i;
        }
        int chosen = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(d, size); i++) {
            int other = i + random.nextInt(size - i);
            int position = drawn[other];
            drawn[other] = drawn[i];
            drawn[i] = position;
            double delay = candidates.expectedDelay(position);
            if (delay < least
                    || (delay == least && candidates.outstanding(position) < candidates.outstanding(chosen))) {
                least = delay;
                chosen = position;
            }
        }
        return chosen;
    }
}
