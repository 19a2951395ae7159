package io.zmdev.cli;

import io.zmdev.model.Errno;
import io.zmdev.sim.mmio.MmioCounts;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.Outcome;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.BreakEven;
import io.zmdev.sim.mmio.load.PathLoad;
import io.zmdev.sim.mmio.load.PathRatio;
import io.zmdev.sim.mmio.load.PathRatio.Register;
import io.zmdev.sim.mmio.region.RegionFlag;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A run of accesses as text: regions, operations with what served them, steps, and the paths under load. */
final class MmioText {

    private static final HexFormat HEX = HexFormat.of();

    private MmioText() {}

    static String of(MmioRun run, List<PathLoad> loads) {
        StringBuilder text = new StringBuilder(run.scenario().name()).append('\n');
        text.append("\nRegions\n").append(regions(run));
        run.findings()
                .forEach(finding -> text.append("  %s: %s\n"
                        .formatted(finding.device(), finding.problem().text())));
        text.append("\nSteps\n").append(StepTable.of(run.steps()));
        text.append("\nOperations\n").append(operations(run));
        if (loads.isEmpty()) {
            text.append("\nPaths\n").append(paths());
        } else {
            text.append("\nA write of 4 bytes\n").append(lengths(run.scenario().costs()));
            text.append("\nLoad\n").append(load(loads));
            text.append("\nBreak-even\n").append(breakEven(run.scenario().costs()));
        }
        run.stopped()
                .ifPresent(reason -> text.append("\nStopped: ").append(reason).append('\n'));
        return text.toString();
    }

    private static String regions(MmioRun run) {
        Table table = new Table("  ", "DEVICE", "INDEX", "REGION", "OFFSET", "SIZE", "FLAGS", "MAY BE MAPPED");
        run.scenario()
                .devices()
                .forEach(device -> device.regions()
                        .regions()
                        .forEach(region -> table.row(
                                device.id(),
                                region.index(),
                                region.name(),
                                "0x%x".formatted(region.offset()),
                                "0x%x".formatted(region.size()),
                                region.shape().flags().stream()
                                        .map(RegionFlag::id)
                                        .collect(Collectors.joining(" ")),
                                region.shape().mappable().stream()
                                        .map(area -> "0x%x+0x%x".formatted(area.offset(), area.size()))
                                        .collect(Collectors.joining(" ")))));
        return table.text();
    }

    private static String operations(MmioRun run) {
        Table table = new Table(
                "  ",
                "DO",
                "ANSWER",
                "SERVED BY",
                "USER SPACE SEES",
                "EXITS",
                "TO USER",
                "TRANSITIONS",
                "SYSCALLS",
                "COPIES",
                "CYCLES");
        run.done().forEach(done -> {
            MmioCounts counts = done.counts();
            table.row(
                    done.operation().id(),
                    answer(done.outcome()),
                    served(done.outcome(), TrapPath::id),
                    served(done.outcome(), path -> path.sight().id()),
                    counts.exits(),
                    counts.userExits(),
                    counts.transitions(),
                    counts.syscalls(),
                    counts.copies(),
                    counts.cycles() + counts.otherCycles());
        });
        return table.text();
    }

    private static String answer(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Called called -> called.errno().map(Errno::name).orElse("ok");
            case Outcome.Region region ->
                region.info()
                        .map(info -> "0x%x+0x%x".formatted(info.offset(), info.size()))
                        .orElse(Errno.EINVAL.name());
            case Outcome.Bars bars ->
                bars.bars().stream()
                        .map(bar -> "BAR%d 0x%x+0x%x".formatted(bar.index(), bar.address(), bar.size()))
                        .collect(Collectors.joining(" "));
            case Outcome.Accessed accessed ->
                accessed.fault()
                        .map(Outcome.Fault::id)
                        .or(() -> accessed.errno().map(Errno::name))
                        .orElse(accessed.bytes().length == 0 ? "ok" : HEX.formatHex(accessed.bytes()));
            case Outcome.Looped looped -> "signals %s, %d from the ring".formatted(looped.signals(), looped.drained());
            case Outcome.Copied copied -> copied.errno().map(Errno::name).orElse(HEX.formatHex(copied.bytes()));
            case Outcome.Interrupted interrupted -> interrupted.delivered() ? "delivered" : "-";
        };
    }

    private static String served(Outcome outcome, Function<TrapPath, String> what) {
        return outcome instanceof Outcome.Accessed accessed
                ? accessed.parts().stream()
                        .map(part -> what.apply(part.path()))
                        .distinct()
                        .collect(Collectors.joining(", "))
                : "";
    }

    private static String paths() {
        Table table = new Table("  ", "PATH", "WHO RUNS", "KVM KNOWS", "VFIO KNOWS", "USER SPACE SEES");
        for (TrapPath path : TrapPath.values()) {
            table.row(
                    path.id(),
                    path.runs(),
                    path.kvmKnows(),
                    path.vfioKnows(),
                    path.sight().id());
        }
        return table.text();
    }

    private static String lengths(Map<String, Long> costs) {
        Table table = new Table("  ", "PATH", "MEMORY cycles", "PORT cycles", "MEMORY x fd-offset", "PORT x fd-offset");
        for (TrapPath path : TrapPath.values()) {
            if (path != TrapPath.DIRECT) {
                long memory = PathRatio.cycles(path, Register.MEMORY, costs);
                long port = PathRatio.cycles(path, Register.PORT, costs);
                table.row(
                        path.id(),
                        memory,
                        port,
                        number((double) memory / PathRatio.cycles(TrapPath.FD_OFFSET, Register.MEMORY, costs)),
                        number((double) port / PathRatio.cycles(TrapPath.FD_OFFSET, Register.PORT, costs)));
            }
        }
        return table.text();
    }

    private static String load(List<PathLoad> loads) {
        Table table = new Table(
                "  ",
                "PATH",
                "CYCLES",
                "SATURATED AT/s",
                "RATE/s",
                "ACHIEVED/s",
                "vCPU %",
                "MAIN LOOP %",
                "MEAN us",
                "P99 us",
                "WRITES/WAKE");
        loads.forEach(load -> load.points()
                .forEach(point -> table.row(
                        load.path().id(),
                        number(load.cycles()),
                        Double.isInfinite(load.saturation()) ? "never" : whole(load.saturation()),
                        whole(point.rate()),
                        whole(point.achieved()),
                        number(100 * point.share()),
                        number(100 * point.otherShare()),
                        number(point.meanDelayNs() / 1000),
                        number(point.p99DelayNs() / 1000),
                        Double.isNaN(point.writesPerWake()) ? "-" : number(point.writesPerWake()))));
        return table.text();
    }

    private static String breakEven(Map<String, Long> costs) {
        Table table = new Table("  ", "WHAT", "AT", "");
        BreakEven.of(costs).forEach(point -> table.row(point.what(), number(point.value()), point.unit()));
        return table.text();
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
