package io.zmdev.sim.mmio.load;

import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.PathRatio.Register;
import io.zmdev.sim.plot.LinePlot;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** Diagrams of the paths. */
public final class LoadPlots {

    private static final double PERCENT = 100;
    private static final double THOUSAND = 1000;
    private static final long MOST_EMULATION = 10_000;
    private static final long EMULATION_STEP = 500;

    private LoadPlots() {}

    /** The share of a CPU that each path takes, over the rate. Paths that take none can't be drawn on a logarithmic scale. */
    public static LinePlot shares(List<PathLoad> loads) {
        return new LinePlot(
                "CPU spent on trapped accesses",
                "accesses wanted, thousands a second",
                "% of a CPU, vCPU and main loop together",
                loads.stream()
                        .map(LoadPlots::line)
                        .filter(line -> !line.points().isEmpty())
                        .toList());
    }

    private static LinePlot.Line line(PathLoad load) {
        return new LinePlot.Line(
                load.path().id(),
                load.points().stream()
                        .filter(point -> point.share() > 0)
                        .map(point -> point(point.rate() / THOUSAND, PERCENT * (point.share() + point.otherShare())))
                        .toList());
    }

    /** How much longer the path through user space is than those in the kernel, over the driver's own work for a register. */
    public static LinePlot ratios(Map<String, Long> costs) {
        return new LinePlot(
                "The path through user space, compared with the same access in the kernel",
                "cycles that the driver needs for the register",
                "times as long",
                List.of(
                        ratio("memory / back-door", TrapPath.BACK_DOOR, Register.MEMORY, costs),
                        ratio("memory / fd-offset", TrapPath.FD_OFFSET, Register.MEMORY, costs),
                        ratio("port / back-door", TrapPath.BACK_DOOR, Register.PORT, costs),
                        ratio("port / fd-offset", TrapPath.FD_OFFSET, Register.PORT, costs)));
    }

    private static LinePlot.Line ratio(String name, TrapPath path, Register register, Map<String, Long> costs) {
        return new LinePlot.Line(
                name,
                LongStream.iterate(0, emulation -> emulation <= MOST_EMULATION, emulation -> emulation + EMULATION_STEP)
                        .mapToObj(emulation -> point(
                                (double) emulation,
                                (double) PathRatio.cycles(TrapPath.USER_SPACE, register, costs, emulation)
                                        / PathRatio.cycles(path, register, costs, emulation)))
                        .toList());
    }

    private static LinePlot.Point point(double x, double y) {
        return new LinePlot.Point(x, y, y, y);
    }
}
