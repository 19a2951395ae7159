package io.zmdev.app.regions;

import io.zmdev.io.MmioScenarioDocument;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import java.util.List;

/**
 * A scenario with what came of it.
 *
 * @param paths what its accesses cost on each path
 */
public record OpenedRegions(MmioRun run, List<PathCost> paths) {

    public OpenedRegions {
        paths = List.copyOf(paths);
    }

    /** Runs a built-in scenario, as {@link #of}. */
    public static OpenedRegions builtIn(String name) {
        return of(MmioScenarioDocument.builtIn(name).value());
    }

    /** Runs a scenario, and its accesses on every path. Safe to call from any thread. */
    public static OpenedRegions of(MmioScenario scenario) {
        return new OpenedRegions(MmioSimulation.run(scenario), PathCost.of(scenario));
    }
}
