package io.zmdev.sim.mmio.load;

import io.zmdev.sim.mmio.AccessStream;
import io.zmdev.sim.mmio.MmioCost;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.PathRatio.Register;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where one path stops being the better one.
 *
 * @param what is compared, for people
 * @param value where both are equal
 * @param unit of the value
 */
public record BreakEven(String what, double value, String unit) {

    private static final double CYCLES_PER_SECOND = MmioCost.CYCLES_PER_MICROSECOND * 1e6;
    private static final double TENTH = 0.1;
    private static final double TWICE = 2;

    /**
     * The break-even points of a write of 4 bytes to memory.
     *
     * @param costs in place of those of {@link MmioCost}, by id
     */
    public static List<BreakEven> of(Map<String, Long> costs) {
        long user = PathRatio.cycles(TrapPath.USER_SPACE, Register.MEMORY, costs);
        long file = PathRatio.cycles(TrapPath.FD_OFFSET, Register.MEMORY, costs);
        long door = PathRatio.cycles(TrapPath.BACK_DOOR, Register.MEMORY, costs);
        long eventfd = PathRatio.cycles(TrapPath.IOEVENTFD, Register.MEMORY, costs);
        List<BreakEven> points = new ArrayList<>();
        points.add(new BreakEven(
                "user-space takes a tenth of a CPU from", TENTH * CYCLES_PER_SECOND / user, "accesses/s"));
        points.add(
                new BreakEven("fd-offset takes a tenth of a CPU from", TENTH * CYCLES_PER_SECOND / file, "accesses/s"));
        points.add(new BreakEven(
                "user-space is less than twice as long as the back door once the driver needs",
                user - TWICE * door + (TWICE - 1) * cost(MmioCost.EMULATE, costs),
                "cycles a register"));
        points.add(new BreakEven(
                "an ioeventfd that QEMU serves costs less CPU in all than user-space from",
                (double) wake(costs) / (user - eventfd),
                "writes a wake-up"));
        points.add(new BreakEven(
                "mapping a page at its first access pays against user-space from",
                (double) (cost(MmioCost.FAULT, costs) + cost(MmioCost.MAP_PAGE, costs)) / user,
                "accesses to the page"));
        points.add(new BreakEven(
                "mapping a page at its first access pays against fd-offset from",
                (double) (cost(MmioCost.FAULT, costs) + cost(MmioCost.MAP_PAGE, costs)) / file,
                "accesses to the page"));
        return List.copyOf(points);
    }

    private static long cost(MmioCost cost, Map<String, Long> costs) {
        return costs.getOrDefault(cost.id(), cost.cycles());
    }

    /** What QEMU's main loop spends when it finds one eventfd. */
    private static long wake(Map<String, Long> costs) {
        AccessStream stream = MmioSimulation.stream(OnPath.of(PathRatio.memoryWrite(costs), TrapPath.IOEVENTFD));
        stream.next();
        return stream.mainLoop();
    }
}
