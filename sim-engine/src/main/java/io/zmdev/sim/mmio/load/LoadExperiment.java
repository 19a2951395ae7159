package io.zmdev.sim.mmio.load;

import io.zmdev.sim.kernel.Histogram;
import io.zmdev.sim.kernel.RandomStream;
import io.zmdev.sim.mmio.AccessStream;
import io.zmdev.sim.mmio.MmioCost;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.TrapPath;
import java.util.List;

/**
 * Makes accesses at a rate: one vCPU serves them one after the other, each takes what its path costs, and those that come in the
 * meantime wait. QEMU's main loop runs on a CPU of its own and finds at once what was signalled since it ran last.
 */
public final class LoadExperiment {

    private static final double CYCLES_PER_SECOND = MmioCost.CYCLES_PER_MICROSECOND * 1e6;
    private static final double NS_PER_CYCLE = 1000.0 / MmioCost.CYCLES_PER_MICROSECOND;

    private LoadExperiment() {}

    /** Every path of the plan at every rate. */
    public static List<PathLoad> run(LoadPlan plan) {
        return plan.paths().stream().map(path -> run(plan, path)).toList();
    }

    private static PathLoad run(LoadPlan plan, TrapPath path) {
        MmioScenario scenario = OnPath.of(plan.scenario(), path);
        List<PathLoad.Point> points =
                plan.rates().stream().map(rate -> at(plan, scenario, rate)).toList();
        AccessStream stream = MmioSimulation.stream(scenario);
        long cycles = 0;
        for (int i = 0; i < plan.accesses(); i++) {
            cycles += stream.next();
        }
        double mean = (double) cycles / plan.accesses();
        return new PathLoad(path, mean, CYCLES_PER_SECOND / mean, points);
    }

    private static PathLoad.Point at(LoadPlan plan, MmioScenario scenario, double rate) {
        AccessStream stream = MmioSimulation.stream(scenario);
        RandomStream random = RandomStream.named(plan.seed(), "arrivals");
        Histogram delays = new Histogram();
        long signals = stream.signals();
        long signalsAtLoop = signals;
        double wanted = 0;
        double free = 0;
        double busy = 0;
        double loopFree = 0;
        double loopAt = Double.POSITIVE_INFINITY;
        double otherBusy = 0;
        long wakes = 0;
        for (int i = 0; i < plan.accesses(); i++) {
            wanted += gap(plan, i, CYCLES_PER_SECOND / rate, random);
            double start = Math.max(wanted, free);
            if (start >= loopAt) {
                long took = stream.mainLoop();
                otherBusy += took;
                loopFree = loopAt + took;
                loopAt = Double.POSITIVE_INFINITY;
                signalsAtLoop = signals;
                wakes++;
            }
            long took = stream.next();
            busy += took;
            free = start + took;
            delays.record(Math.round((free - wanted) * NS_PER_CYCLE));
            signals = stream.signals();
            if (signals > signalsAtLoop && Double.isInfinite(loopAt)) {
                loopAt = Math.max(free, loopFree);
            }
        }
        double end = Math.max(free, wanted);
        return new PathLoad.Point(
                rate,
                plan.accesses() / end * CYCLES_PER_SECOND,
                busy / end,
                otherBusy / end,
                delays.mean(),
                delays.quantile(0.99),
                wakes == 0 ? Double.NaN : (double) signalsAtLoop / wakes);
    }

    private static double gap(LoadPlan plan, int access, double mean, RandomStream random) {
        return switch (plan.arrivals()) {
            case REGULAR -> mean;
            case POISSON -> random.nextExponential(mean);
            case BURSTS -> access % plan.burst() == 0 ? mean * plan.burst() : 0;
        };
    }
}
