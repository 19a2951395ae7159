package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.RandomStream;

/** How the service times of one class on one card spread around their mean. */
public sealed interface ServiceTime {

    /** A factor whose mean is 1. */
    double draw(RandomStream random);

    /** Variance of the factor, which is its squared coefficient of variation. */
    double variance();

    /** Every request takes the same. */
    record Constant() implements ServiceTime {

        @Override
        public double draw(RandomStream random) {
            return 1;
        }

        @Override
        public double variance() {
            return 0;
        }
    }

    record Exponential() implements ServiceTime {

        @Override
        public double draw(RandomStream random) {
            return random.nextExponential(1);
        }

        @Override
        public double variance() {
            return 1;
        }
    }

    /**
     * The sum of phases that are exponential.
     *
     * @param phases at least 1
     */
    record Erlang(int phases) implements ServiceTime {

        @Override
        public double draw(RandomStream random) {
            double sum = 0;
            for (int i = 0; i < phases; i++) {
                sum += random.nextExponential(1.0 / phases);
            }
            return sum;
        }

        @Override
        public double variance() {
            return 1.0 / phases;
        }
    }

    /**
     * One of two exponential times, of which each contributes half the mean.
     *
     * @param variance above 1
     */
    record HyperExponential(double variance) implements ServiceTime {

        @Override
        public double draw(RandomStream random) {
            double p = (1 + Math.sqrt((variance - 1) / (variance + 1))) / 2;
            double chance = random.nextDouble();
            return random.nextExponential(chance < p ? 1 / (2 * p) : 1 / (2 * (1 - p)));
        }
    }
}
