package io.zmdev.sim.ap.dispatch;

import io.zmdev.sim.kernel.RandomStream;

/** Any candidate, each as likely. */
final class UniformRandom implements DispatchPolicy {

    private final RandomStream random;

    UniformRandom(RandomStream random) {
        this.random = random;
    }

    @Override
    public int choose(int ticket, Candidates candidates) {
        return random.nextInt(candidates.size());
    }
}
