package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.mmio.MmioCounts;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.Operation;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.OnPath;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What the guest's accesses of a scenario cost on one path, without opening devices and registering the path.
 *
 * @param cycles of the vCPU's thread
 */
record PathCost(TrapPath path, long cycles, long exits, long transitions, long copies) {

    /** Every path; none when the guest accesses no BAR. */
    static List<PathCost> of(MmioScenario scenario) {
        return OnPath.accesses(scenario).isEmpty()
                ? List.of()
                : Arrays.stream(TrapPath.values())
                        .map(path -> of(scenario, path))
                        .toList();
    }

    /** All figures in words. */
    String figures() {
        return text("regions.bar", cycles, exits, transitions, copies);
    }

    private static PathCost of(MmioScenario scenario, TrapPath path) {
        List<MmioCounts> accesses = MmioSimulation.run(OnPath.of(scenario, path)).done().stream()
                .filter(done -> done.operation() instanceof Operation.Access)
                .map(done -> done.counts())
                .toList();
        return new PathCost(
                path,
                sum(accesses, MmioCounts::cycles),
                sum(accesses, MmioCounts::exits),
                sum(accesses, MmioCounts::transitions),
                sum(accesses, MmioCounts::copies));
    }

    private static long sum(List<MmioCounts> counts, ToLongFunction<MmioCounts> figure) {
        return counts.stream().mapToLong(figure).sum();
    }
}
