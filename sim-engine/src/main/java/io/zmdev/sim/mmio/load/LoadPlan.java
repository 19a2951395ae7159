package io.zmdev.sim.mmio.load;

import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.TrapPath;
import java.util.List;

/**
 * The reads and writes of a scenario at several rates, on each of several paths.
 *
 * @param scenario its guest's accesses to regions are made in turn; its registrations are replaced by those of the path
 * @param rates accesses a second that one vCPU would make if they cost nothing
 * @param burst how many follow each other at once, for {@link Arrivals#BURSTS}
 * @param accesses how many are made at each rate
 */
public record LoadPlan(
        MmioScenario scenario,
        List<TrapPath> paths,
        List<Double> rates,
        Arrivals arrivals,
        int burst,
        int accesses,
        long seed) {

    public LoadPlan {
        paths = List.copyOf(paths);
        rates = List.copyOf(rates);
    }

    /** When the guest makes its accesses. */
    public enum Arrivals {
        /** At equal distances. */
        REGULAR("regular"),
        /** Independently of each other. */
        POISSON("poisson"),
        /** Several at once, the bursts at equal distances. */
        BURSTS("bursts");

        private final String id;

        Arrivals(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }
    }
}
