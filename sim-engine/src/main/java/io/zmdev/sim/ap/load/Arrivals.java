package io.zmdev.sim.ap.load;

import java.util.List;

/** When a guest sends requests. Rates are requests per second, times ns. */
public sealed interface Arrivals {

    /** The same process, this many times as much. */
    Arrivals scaled(double factor);

    record Poisson(double rate) implements Arrivals {

        @Override
        public Arrivals scaled(double factor) {
            return new Poisson(rate * factor);
        }
    }

    /** A request every 1/rate seconds. */
    record Deterministic(double rate) implements Arrivals {

        @Override
        public Arrivals scaled(double factor) {
            return new Deterministic(rate * factor);
        }
    }

    /** Markov-modulated Poisson: the phases follow one another, the last by the first; how long one lasts is exponential. */
    record Mmpp(List<Phase> phases) implements Arrivals {

        public Mmpp {
            phases = List.copyOf(phases);
        }

        @Override
        public Arrivals scaled(double factor) {
            return new Mmpp(phases.stream()
                    .map(phase -> new Phase(phase.rate * factor, phase.meanDuration))
                    .toList());
        }
    }

    /**
     * A phase of {@link Mmpp}.
     *
     * @param rate may be 0
     * @param meanDuration in ns
     */
    record Phase(double rate, double meanDuration) {}

    /**
     * Clients that wait for an answer, think, and send again.
     *
     * @param meanThink exponential, in ns; 0 sends again at once
     */
    record ClosedLoop(int clients, double meanThink) implements Arrivals {

        @Override
        public Arrivals scaled(double factor) {
            return new ClosedLoop(Math.max(1, (int) Math.round(clients * factor)), meanThink);
        }
    }
}
