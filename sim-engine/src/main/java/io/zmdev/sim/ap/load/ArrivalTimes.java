package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.RandomStream;
import java.util.List;

/** The arrival times of an open process, one after the other. */
sealed interface ArrivalTimes {

    double SECOND = 1e9;

    /** The time of the next arrival in ns, given the time of the last one; Long.MAX_VALUE when there is none. */
    long next(long last);

    /** The times of an open process; a closed loop has none of its own. */
    static ArrivalTimes of(Arrivals arrivals, RandomStream random) {
        return switch (arrivals) {
            case Arrivals.Poisson poisson -> new Exponential(SECOND / poisson.rate(), random);
            case Arrivals.Deterministic deterministic -> new Even(SECOND / deterministic.rate());
            case Arrivals.Mmpp mmpp -> new Modulated(mmpp.phases(), random);
            case Arrivals.ClosedLoop closed -> new Never();
        };
    }

    record Never() implements ArrivalTimes {

        @Override
        public long next(long last) {
            return Long.MAX_VALUE;
        }
    }

    record Exponential(double mean, RandomStream random) implements ArrivalTimes {

        @Override
        public long next(long last) {
            return last + Math.round(random.nextExponential(mean));
        }
    }

    /** Counts, so that rounding to ns does not add up. */
    final class Even implements ArrivalTimes {

        private final double interval;
        private long count;

        Even(double interval) {
            this.interval = interval;
        }

        @Override
        public long next(long last) {
            return Math.round(++count * interval);
        }
    }

    final class Modulated implements ArrivalTimes {

        private final List<Arrivals.Phase> phases;
        private final RandomStream random;
        private int phase;
        private double phaseEnd;

        Modulated(List<Arrivals.Phase> phases, RandomStream random) {
            this.phases = phases;
            this.random = random;
            this.phaseEnd = random.nextExponential(phases.getFirst().meanDuration());
        }

        /** The exponential distribution has no memory, so an arrival after the phase's end is drawn anew from there. */
        @Override
        public long next(long last) {
            double from = last;
            while (true) {
                double rate = phases.get(phase).rate();
                double at = rate > 0 ? from + random.nextExponential(SECOND / rate) : Double.POSITIVE_INFINITY;
                if (at < phaseEnd) {
                    return Math.max(last, Math.round(at));
                }
                from = phaseEnd;
                phase = phase + 1 == phases.size() ? 0 : phase + 1;
                phaseEnd += random.nextExponential(phases.get(phase).meanDuration());
            }
        }
    }
}
