package io.zmdev.io;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.zmdev.model.Errno;
import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.MmioCost;
import io.zmdev.sim.mmio.MmioCounts;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.Outcome;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.BreakEven;
import io.zmdev.sim.mmio.load.PathLoad;
import io.zmdev.sim.mmio.region.RegionInfo;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Writes the result of a scenario of accesses to regions, {@code zmdev.result/1} of kind {@code mmio} (docs/formats.md). */
public final class MmioResultDocument {

    public static final String FORMAT = "zmdev.result/1";

    private static final HexFormat HEX = HexFormat.of();

    private MmioResultDocument() {}

    /**
     * Writes the result to a file.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE
     */
    public static void write(Path file, MmioRun run, List<PathLoad> loads) {
        JsonOutput.write(file, tree(run, loads));
    }

    /** The result as text. */
    public static String text(MmioRun run, List<PathLoad> loads) {
        return JsonOutput.text(tree(run, loads));
    }

    private static ObjectNode tree(MmioRun run, List<PathLoad> loads) {
        ObjectNode top = JsonInput.MAPPER.createObjectNode();
        top.put("format", FORMAT)
                .put("kind", MmioScenarioDocument.KIND)
                .put("name", run.scenario().name());
        run.stopped().ifPresent(reason -> top.put("stopped", reason));
        ArrayNode devices = top.putArray("devices");
        run.scenario().devices().forEach(device -> put(devices.addObject(), device));
        ArrayNode problems = top.putArray("problems");
        run.findings()
                .forEach(finding -> problems.addObject()
                        .put("device", finding.device())
                        .put("rule", finding.problem().id())
                        .put("message", finding.problem().text()));
        ArrayNode operations = top.putArray("operations");
        run.done().forEach(done -> {
            ObjectNode node = operations.addObject().put("do", done.operation().id());
            put(node, done.outcome());
            node.put("firstStep", done.firstStep()).put("endStep", done.endStep());
            put(node.putObject("counts"), done.counts());
        });
        put(top.putObject("counts"), run.counts());
        ArrayNode paths = top.putArray("paths");
        Stream.of(TrapPath.values())
                .forEach(path -> paths.addObject()
                        .put("path", path.id())
                        .put("runs", path.runs())
                        .put("kvmKnows", path.kvmKnows())
                        .put("vfioKnows", path.vfioKnows())
                        .put("userSpaceSees", path.sight().id())
                        .put("traced", path.traced()));
        ArrayNode costs = top.putArray("costs");
        Stream.of(MmioCost.values())
                .forEach(cost -> costs.addObject()
                        .put("cost", cost.id())
                        .put("cycles", run.scenario().costs().getOrDefault(cost.id(), cost.cycles()))
                        .put("origin", cost.origin()));
        if (!loads.isEmpty()) {
            ArrayNode load = top.putArray("load");
            loads.forEach(path -> put(load.addObject(), path));
            ArrayNode points = top.putArray("breakEven");
            BreakEven.of(run.scenario().costs())
                    .forEach(point -> points.addObject()
                            .put("what", point.what())
                            .put("value", point.value())
                            .put("unit", point.unit()));
        }
        StepListDocument.put(top.putArray("steps"), run.steps());
        return top;
    }

    private static void put(ObjectNode node, DeviceSpec device) {
        node.put("id", device.id());
        ArrayNode regions = node.putArray("regions");
        device.regions().regions().forEach(region -> put(regions.addObject(), region));
    }

    private static void put(ObjectNode node, RegionInfo region) {
        node.put("index", region.index())
                .put("name", region.name())
                .put("flags", region.shape().flagBits())
                .put("size", "0x%x".formatted(region.size()))
                .put("offset", "0x%x".formatted(region.offset()));
        if (!region.shape().mappable().isEmpty()) {
            ArrayNode areas = node.putArray("mappable");
            region.shape()
                    .mappable()
                    .forEach(area -> areas.addObject()
                            .put("offset", "0x%x".formatted(area.offset()))
                            .put("size", "0x%x".formatted(area.size())));
        }
    }

    private static void put(ObjectNode node, Outcome outcome) {
        switch (outcome) {
            case Outcome.Called(Optional<Errno> errno) -> put(node, errno);
            case Outcome.Region(Optional<RegionInfo> info) -> {
                put(node, info.isPresent() ? Optional.empty() : Optional.of(Errno.EINVAL));
                info.ifPresent(region -> put(node.putObject("region"), region));
            }
            case Outcome.Bars(List<Outcome.BarAddress> bars) -> {
                ArrayNode list = node.putArray("bars");
                bars.forEach(bar -> list.addObject()
                        .put("index", bar.index())
                        .put("size", "0x%x".formatted(bar.size()))
                        .put("address", "0x%x".formatted(bar.address())));
            }
            case Outcome.Accessed accessed -> put(node, accessed);
            case Outcome.Looped(List<Long> signals, int drained) -> {
                ArrayNode counts = node.putArray("signals");
                signals.forEach(counts::add);
                node.put("drained", drained);
            }
            case Outcome.Copied(Optional<Errno> errno, byte[] bytes) -> {
                put(node, errno);
                node.put("hex", HEX.formatHex(bytes));
            }
            case Outcome.Interrupted(boolean delivered) -> node.put("delivered", delivered);
        }
    }

    private static void put(ObjectNode node, Outcome.Accessed accessed) {
        put(node, accessed.errno());
        node.put("hex", HEX.formatHex(accessed.bytes()));
        node.put("fault", accessed.fault().map(Outcome.Fault::id).orElse(null));
        ArrayNode parts = node.putArray("servedBy");
        accessed.parts()
                .forEach(part -> parts.addObject()
                        .put("address", "0x%x".formatted(part.address()))
                        .put("length", part.length())
                        .put("path", part.path().id())
                        .put("userSpaceSees", part.path().sight().id()));
    }

    private static void put(ObjectNode node, Optional<Errno> errno) {
        node.put("errno", errno.map(Errno::name).orElse(null));
    }

    private static void put(ObjectNode node, MmioCounts counts) {
        node.put("exits", counts.exits())
                .put("userExits", counts.userExits())
                .put("transitions", counts.transitions())
                .put("syscalls", counts.syscalls())
                .put("copies", counts.copies())
                .put("signals", counts.signals())
                .put("faults", counts.faults())
                .put("pinned", counts.pinned())
                .put("interrupts", counts.interrupts())
                .put("cycles", counts.cycles())
                .put("otherCycles", counts.otherCycles());
    }

    private static void put(ObjectNode node, PathLoad load) {
        node.put("path", load.path().id()).put("cycles", load.cycles());
        put(node, "saturation", load.saturation());
        ArrayNode points = node.putArray("points");
        load.points().forEach(point -> {
            ObjectNode entry = points.addObject()
                    .put("rate", point.rate())
                    .put("achieved", point.achieved())
                    .put("share", point.share())
                    .put("otherShare", point.otherShare())
                    .put("meanDelayNs", point.meanDelayNs())
                    .put("p99DelayNs", point.p99DelayNs());
            put(entry, "writesPerWake", point.writesPerWake());
        });
    }

    private static void put(ObjectNode node, String key, double value) {
        if (Double.isFinite(value)) {
            node.put(key, value);
        } else {
            node.putNull(key);
        }
    }
}
