package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.FaultPolicy;
import io.zmdev.sim.mmio.MmioCost;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioScenario.OverlapRule;
import io.zmdev.sim.mmio.MmioScenario.ParentBar;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.LoadPlan;
import io.zmdev.sim.mmio.load.OnPath;
import io.zmdev.sim.mmio.region.RegionFlag;
import io.zmdev.sim.mmio.region.RegionInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads a scenario of accesses to regions, {@code zmdev.scenario/1} of kind {@code mmio} (docs/formats.md). */
public final class MmioScenarioDocument {

    public static final String FORMAT = "zmdev.scenario/1";
    public static final String KIND = "mmio";

    private static final String ASSETS = "/io/zmdev/assets/scenarios/mmio/";
    /** What all regions and BARs of the parent may have together: they are all kept, sparsely. */
    private static final long MAX_TOTAL = 1L << 42;

    /** What all drivers may fill together: each page is a step. */
    private static final long MAX_FILLED = 1L << 30;

    private static final long MAX_MEMORY = 1L << 26;
    private static final long DEFAULT_MEMORY = 0x100000;
    private static final int MAX_DEVICES = 16;
    private static final int MAX_COST = 1_000_000_000;
    private static final double MAX_RATE = 1e9;
    private static final int MAX_LOAD_ACCESSES = 10_000_000;
    /** Of all paths at all rates. */
    private static final long MAX_LOAD_TOTAL = 100_000_000;

    private static final int DEFAULT_LOAD_ACCESSES = 20_000;
    private static final int DEFAULT_BURST = 100;
    private static final List<Double> DEFAULT_RATES =
            List.of(1e3, 1e4, 5e4, 1e5, 1.5e5, 2e5, 3e5, 4e5, 5e5, 7.5e5, 1e6);
    private static final Map<String, TrapPath> PATHS = JsonValue.byId(TrapPath.values(), TrapPath::id);

    private MmioScenarioDocument() {}

    public static Document<MmioScenario> read(Path file) {
        return of(JsonInput.read(file));
    }

    /**
     * Reads a scenario from memory.
     *
     * @param source what messages call it
     */
    public static Document<MmioScenario> parse(String source, byte[] json) {
        return of(JsonInput.parse(source, json));
    }

    /**
     * A scenario that comes with the program.
     *
     * @param name without folder and extension, such as {@code mmio-overlap}
     * @throws ZmdevException FILE_UNUSABLE when there is none of this name
     */
    public static Document<MmioScenario> builtIn(String name) {
        try (InputStream in = MmioScenarioDocument.class.getResourceAsStream(ASSETS + name + ".json")) {
            if (in == null) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        "there is no built-in MMIO scenario '%s'; there are %s"
                                .formatted(name, String.join(", ", builtInNames())));
            }
            return parse(name + ".json", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The names of the MMIO scenarios that come with the program, in alphabetical order. */
    public static List<String> builtInNames() {
        try (InputStream in = MmioScenarioDocument.class.getResourceAsStream(ASSETS + "index.txt")) {
            if (in == null) {
                throw new IllegalStateException("the list of MMIO scenarios is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long filled(List<DeviceSpec> devices) {
        return devices.stream()
                .filter(device -> device.faults() == FaultPolicy.FILL)
                .flatMap(device -> device.regions().regions().stream())
                .filter(region -> region.shape().has(RegionFlag.MMAP))
                .mapToLong(RegionInfo::size)
                .sum();
    }

    /** The load that the document asks for under {@code load}. */
    public static Optional<LoadPlan> load(Document<MmioScenario> document) {
        return load(new JsonValue(document.source(), document.tree()), document.value());
    }

    private static Document<MmioScenario> of(JsonValue top) {
        top.requireFormat(FORMAT);
        JsonValue kind = top.required("kind");
        if (!kind.text().equals(KIND)) {
            throw kind.error("'%s' is not '%s'".formatted(kind.text(), KIND));
        }
        Map<Integer, ParentBar> parent = top.optional("parent", MmioRegionReader::parent, Map.of());
        List<DeviceSpec> devices =
                top.required("devices").distinct(device -> MmioRegionReader.device(device, parent), DeviceSpec::id);
        if (devices.isEmpty() || devices.size() > MAX_DEVICES) {
            throw top.required("devices").error("1 to %d devices are needed".formatted(MAX_DEVICES));
        }
        long total = parent.values().stream().mapToLong(ParentBar::size).sum()
                + devices.stream()
                        .flatMap(device -> device.regions().regions().stream())
                        .mapToLong(RegionInfo::size)
                        .sum();
        if (total > MAX_TOTAL) {
            throw top.required("devices")
                    .error("all regions and BARs of the parent have 0x%x bytes, at most 0x%x are simulated"
                            .formatted(total, MAX_TOTAL));
        }
        if (filled(devices) > MAX_FILLED) {
            throw top.required("devices").error("at most 0x%x bytes of all regions are filled".formatted(MAX_FILLED));
        }
        MmioScenario scenario = new MmioScenario(
                top.required("name").name(),
                top.optional("note", JsonValue::text, ""),
                parent,
                devices,
                top.optional("memory", memory -> MmioRegionReader.pages(memory, 1, MAX_MEMORY), DEFAULT_MEMORY),
                top.optional(
                        "overlap",
                        overlap -> overlap.oneOf(JsonValue.byId(
                                OverlapRule.values(), rule -> rule.name().toLowerCase(Locale.ROOT))),
                        OverlapRule.REFUSED),
                MmioOperationReader.read(top.required("operations"), devices),
                top.optional("costs", MmioScenarioDocument::costs, Map.of()));
        load(top, scenario);
        return new Document<>(top.source(), scenario, top.tree());
    }

    private static Map<String, Long> costs(JsonValue costs) {
        Map<String, Long> values = new LinkedHashMap<>();
        Map<String, MmioCost> known = JsonValue.byId(MmioCost.values(), MmioCost::id);
        costs.members().forEach(cost -> {
            if (!known.containsKey(cost.getKey())) {
                throw cost.getValue()
                        .error("'%s' is not one of %s".formatted(cost.getKey(), String.join(", ", known.keySet())));
            }
            values.put(cost.getKey(), cost.getValue().integer(0L, MAX_COST));
        });
        return values;
    }

    private static Optional<LoadPlan> load(JsonValue top, MmioScenario scenario) {
        return top.optional("load").map(load -> {
            if (OnPath.accesses(scenario).isEmpty()) {
                throw load.error("the guest makes no access to a BAR that could be repeated");
            }
            LoadPlan plan = new LoadPlan(
                    scenario,
                    load.optional(
                            "paths",
                            p -> p.distinct(path -> path.oneOf(PATHS), path -> path),
                            List.of(TrapPath.values())),
                    load.optional("rates", r -> r.array(rate -> rate.decimal(1, MAX_RATE)), DEFAULT_RATES),
                    load.optional(
                            "arrivals",
                            a -> a.oneOf(JsonValue.byId(LoadPlan.Arrivals.values(), LoadPlan.Arrivals::id)),
                            LoadPlan.Arrivals.POISSON),
                    load.optional("burst", b -> b.integer(1, 1_000_000), DEFAULT_BURST),
                    load.optional("accesses", a -> a.integer(1, MAX_LOAD_ACCESSES), DEFAULT_LOAD_ACCESSES),
                    load.optional("seed", s -> s.integer(Long.MIN_VALUE, Long.MAX_VALUE), 1L));
            long total =
                    (long) plan.accesses() * plan.rates().size() * plan.paths().size();
            if (total > MAX_LOAD_TOTAL) {
                throw load.error("%d accesses on %d path(s) at %d rate(s) are %d in all, at most %d are made"
                        .formatted(
                                plan.accesses(),
                                plan.paths().size(),
                                plan.rates().size(),
                                total,
                                MAX_LOAD_TOTAL));
            }
            return plan;
        });
    }
}
