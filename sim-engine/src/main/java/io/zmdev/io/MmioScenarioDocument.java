package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.FaultPolicy;
import io.zmdev.sim.mmio.MidLayer;
import io.zmdev.sim.mmio.MmioCost;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioScenario.OverlapRule;
import io.zmdev.sim.mmio.MmioScenario.ParentBar;
import io.zmdev.sim.mmio.Operation;
import io.zmdev.sim.mmio.Operation.Access.Through;
import io.zmdev.sim.mmio.Operation.Register.Listener;
import io.zmdev.sim.mmio.Operation.SetIrq;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.mmio.load.LoadPlan;
import io.zmdev.sim.mmio.load.OnPath;
import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.pci.ConfigSpace;
import io.zmdev.sim.mmio.region.OffsetLayout;
import io.zmdev.sim.mmio.region.PciRegion;
import io.zmdev.sim.mmio.region.RegionFlag;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.mmio.region.RegionMap;
import io.zmdev.sim.mmio.region.RegionShape;
import io.zmdev.sim.mmio.region.RegionType;
import io.zmdev.sim.mmio.region.SparseArea;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads a scenario of accesses to regions, {@code zmdev.scenario/1} of kind {@code mmio} (docs/formats.md). */
public final class MmioScenarioDocument {

    public static final String FORMAT = "zmdev.scenario/1";
    public static final String KIND = "mmio";

    private static final String ASSETS = "/io/zmdev/assets/scenarios/mmio/";
    private static final long MAX_SIZE = 1L << 40;
    /** What all regions and BARs of the parent may have together: they are all kept, sparsely. */
    private static final long MAX_TOTAL = 1L << 42;

    /** What a driver may fill at once. */
    private static final long MAX_FILLED = 1L << 26;

    private static final long MAX_ADDRESS = 1L << 46;
    private static final long MAX_MEMORY = 1L << 26;
    private static final long DEFAULT_MEMORY = 0x100000;
    private static final long UNSIGNED_INT = 0xffff_ffffL;
    private static final int MAX_INDEX = 255;
    private static final int MAX_DEVICES = 16;
    private static final int MAX_OPERATIONS = 10_000;
    private static final int MAX_COPY = 4096;
    private static final int MAX_PAGES = 256;
    private static final long MAX_RANGE = 1L << 30;
    private static final int MAX_COST = 1_000_000_000;
    private static final double MAX_RATE = 1e9;
    private static final int MAX_LOAD_ACCESSES = 10_000_000;
    /** Of all paths at all rates. */
    private static final long MAX_LOAD_TOTAL = 100_000_000;

    private static final int MAX_SPARSE_AREAS = 256;
    private static final int DEFAULT_LOAD_ACCESSES = 20_000;
    private static final int DEFAULT_BURST = 100;
    private static final List<Double> DEFAULT_RATES =
            List.of(1e3, 1e4, 5e4, 1e5, 1.5e5, 2e5, 3e5, 4e5, 5e5, 7.5e5, 1e6);

    private static final Map<String, PciRegion> INDEXES = byId(PciRegion.values(), PciRegion::id);
    private static final Map<String, TrapPath> PATHS = byId(TrapPath.values(), TrapPath::id);
    private static final Map<String, RegionFlag> FLAGS = byId(RegionFlag.values(), RegionFlag::id);
    private static final Map<String, Bar.Kind> SPACES =
            byId(new Bar.Kind[] {Bar.Kind.MEMORY, Bar.Kind.MEMORY_64, Bar.Kind.IO}, Bar.Kind::id);

    private static final Map<String, Function<JsonValue, Operation>> OPERATIONS = operations();

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
        Map<Integer, ParentBar> parent = top.optional("parent", MmioScenarioDocument::parent, Map.of());
        List<DeviceSpec> devices = top.required("devices").distinct(device -> device(device, parent), DeviceSpec::id);
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
        MmioScenario scenario = new MmioScenario(
                top.required("name").name(),
                top.optional("note", JsonValue::text, ""),
                parent,
                devices,
                top.optional("memory", memory -> pages(memory, 1, MAX_MEMORY), DEFAULT_MEMORY),
                top.optional(
                        "overlap",
                        overlap -> overlap.oneOf(
                                byId(OverlapRule.values(), rule -> rule.name().toLowerCase(Locale.ROOT))),
                        OverlapRule.REFUSED),
                operations(top.required("operations"), devices),
                top.optional("costs", MmioScenarioDocument::costs, Map.of()));
        load(top, scenario);
        return new Document<>(top.source(), scenario, top.tree());
    }

    private static Map<Integer, ParentBar> parent(JsonValue parent) {
        Map<Integer, ParentBar> bars = new HashMap<>();
        parent.members().forEach(member -> {
            JsonValue bar = member.getValue();
            PciRegion region = INDEXES.get(member.getKey());
            if (region == null || region.index() > PciRegion.BAR5.index()) {
                throw bar.error("'%s' is not one of bar0 to bar5".formatted(member.getKey()));
            }
            bars.put(
                    region.index(),
                    new ParentBar(
                            pages(bar.required("address"), RegionShape.PAGE, MAX_ADDRESS),
                            pages(bar.required("size"), 1, MAX_SIZE)));
        });
        return bars;
    }

    private static DeviceSpec device(JsonValue device, Map<Integer, ParentBar> parent) {
        List<RegionShape> shapes =
                new ArrayList<>(device.required("regions").distinct(MmioScenarioDocument::shape, RegionShape::index));
        if (shapes.stream().noneMatch(shape -> shape.index() == PciRegion.CONFIG.index())) {
            shapes.add(RegionShape.plain(
                    PciRegion.CONFIG.index(), PciRegion.CONFIG.id(), ConfigSpace.SIZE, RegionFlag.READ_WRITE));
        }
        OffsetLayout layout = device.optional("layout", MmioScenarioDocument::layout, OffsetLayout.Shifted.VFIO_PCI);
        List<RegionInfo> infos = new ArrayList<>(layout.lay(shapes).regions());
        Map<Integer, DeviceSpec.Slice> slices = new HashMap<>();
        List<Bar> bars = new ArrayList<>();
        List<JsonValue> regions = device.required("regions").array();
        for (int i = 0; i < regions.size(); i++) {
            JsonValue region = regions.get(i);
            RegionShape shape = shapes.get(i);
            int position = i;
            region.optional("offset")
                    .ifPresent(offset -> infos.set(position, new RegionInfo(shape, offset.integer(0, Long.MAX_VALUE))));
            bar(region, shape).ifPresent(bars::add);
            slice(region, shape, parent).ifPresent(slice -> slices.put(shape.index(), slice));
        }
        for (Bar bar : bars) {
            if (bar.kind() == Bar.Kind.MEMORY_64 && bars.stream().anyMatch(other -> other.index() == bar.index() + 1)) {
                throw device.required("regions")
                        .error("bar%d is the upper half of the 64-bit BAR%d".formatted(bar.index() + 1, bar.index()));
            }
        }
        FaultPolicy faults =
                device.optional("faults", f -> f.oneOf(byId(FaultPolicy.values(), FaultPolicy::id)), FaultPolicy.NONE);
        if (faults == FaultPolicy.FILL
                && shapes.stream().anyMatch(shape -> shape.has(RegionFlag.MMAP) && shape.size() > MAX_FILLED)) {
            throw device.required("faults").error("at most 0x%x bytes of a region are filled".formatted(MAX_FILLED));
        }
        return new DeviceSpec(
                device.required("id").name(),
                new RegionMap(infos),
                bars,
                slices,
                faults,
                device.optional("midLayer", m -> m.oneOf(byId(MidLayer.values(), MidLayer::id)), MidLayer.THIN),
                device.optional("inKernelDelivery", JsonValue::bool, false));
    }

    private static RegionShape shape(JsonValue region) {
        JsonValue indexValue = region.required("index");
        int index = index(indexValue);
        String name = PciRegion.ofIndex(index).map(PciRegion::id).orElse("region" + index);
        Set<RegionFlag> flags = EnumSet.noneOf(RegionFlag.class);
        flags.addAll(region.optional(
                "flags",
                list -> list.distinct(flag -> flag.oneOf(FLAGS), flag -> flag),
                List.of(RegionFlag.READ, RegionFlag.WRITE)));
        List<SparseArea> sparse = region.optional(
                "sparse",
                list -> list.array(area -> new SparseArea(
                        area.required("offset").integer(0, MAX_SIZE),
                        area.required("size").integer(1, MAX_SIZE))),
                List.of());
        if (sparse.size() > MAX_SPARSE_AREAS) {
            throw region.required("sparse").error("at most %d areas may be mapped".formatted(MAX_SPARSE_AREAS));
        }
        if (!sparse.isEmpty() && !flags.contains(RegionFlag.MMAP)) {
            throw region.required("sparse").error("the region needs the flag mmap to have areas that may be mapped");
        }
        JsonValue sizeValue = region.required("size");
        long size = sizeValue.integer(0, MAX_SIZE);
        if (index == PciRegion.CONFIG.index() && size != ConfigSpace.SIZE) {
            throw sizeValue.error("configuration space has %d bytes".formatted(ConfigSpace.SIZE));
        }
        return new RegionShape(
                index,
                name,
                size,
                flags,
                sparse,
                region.optional("type")
                        .map(type -> new RegionType(
                                type.integer(0, UNSIGNED_INT),
                                region.optional("subtype", s -> s.integer(0, UNSIGNED_INT), 0L))));
    }

    private static int index(JsonValue index) {
        return index.node().isTextual() && INDEXES.containsKey(index.text())
                ? index.oneOf(INDEXES).index()
                : indexNumber(index);
    }

    private static int indexNumber(JsonValue index) {
        if (!index.node().isIntegralNumber()) {
            throw index.error("an index, or one of %s is needed".formatted(String.join(", ", INDEXES.keySet())));
        }
        return index.integer(0, MAX_INDEX);
    }

    private static Optional<Bar> bar(JsonValue region, RegionShape shape) {
        if (shape.index() > PciRegion.ROM.index() || shape.size() == 0) {
            return Optional.empty();
        }
        Bar.Kind kind = shape.index() == PciRegion.ROM.index()
                ? Bar.Kind.ROM
                : region.optional("space", space -> space.oneOf(SPACES), Bar.Kind.MEMORY);
        Bar bar = new Bar(shape.index(), kind, shape.size(), region.optional("prefetchable", JsonValue::bool, false));
        bar.problem().ifPresent(problem -> {
            throw region.required("size").error(problem);
        });
        if (kind == Bar.Kind.IO && shape.has(RegionFlag.MMAP)) {
            throw region.required("flags").error("I/O ports can't be mapped");
        }
        return Optional.of(bar);
    }

    private static Optional<DeviceSpec.Slice> slice(
            JsonValue region, RegionShape shape, Map<Integer, ParentBar> parent) {
        ParentBar bar = parent.get(shape.index());
        Optional<JsonValue> slice = region.optional("slice");
        if (slice.isPresent() && bar == null) {
            throw slice.get().error("the parent has no %s".formatted(shape.name()));
        }
        if (bar == null) {
            return Optional.empty();
        }
        if (slice.isEmpty()) {
            return Optional.of(new DeviceSpec.Slice(0, Math.min(shape.size(), bar.size())));
        }
        long offset = pages(slice.get().required("offset"), 0, bar.size());
        return Optional.of(new DeviceSpec.Slice(
                offset,
                slice.get()
                        .optional(
                                "size",
                                size -> pages(size, 0, Math.min(shape.size(), bar.size() - offset)),
                                Math.min(shape.size(), bar.size() - offset))));
    }

    private static OffsetLayout layout(JsonValue layout) {
        Map<String, OffsetLayout> layouts = new LinkedHashMap<>();
        layouts.put("shift-40", OffsetLayout.Shifted.VFIO_PCI);
        layouts.put("packed", new OffsetLayout.Packed(RegionShape.PAGE));
        return layout.oneOf(layouts);
    }

    private static long pages(JsonValue value, long min, long max) {
        long bytes = value.integer(min, max);
        if (bytes % RegionShape.PAGE != 0) {
            throw value.error("a multiple of 0x1000 is needed");
        }
        return bytes;
    }

    private static List<Operation> operations(JsonValue operations, List<DeviceSpec> devices) {
        if (operations.array().size() > MAX_OPERATIONS) {
            throw operations.error("at most %d operations are made".formatted(MAX_OPERATIONS));
        }
        return operations.array(operation -> {
            operation
                    .optional("on")
                    .filter(on ->
                            devices.stream().noneMatch(device -> device.id().equals(on.name())))
                    .ifPresent(on -> {
                        throw on.error("there is no device '%s' in the scenario".formatted(on.name()));
                    });
            Operation read = operation.required("do").oneOf(OPERATIONS).apply(operation);
            if (read instanceof Operation.Access access) {
                check(operation, access, devices);
            }
            return read;
        });
    }

    private static void check(JsonValue operation, Operation.Access access, List<DeviceSpec> devices) {
        if (access.region().isEmpty()) {
            return;
        }
        int index = access.region().getAsInt();
        DeviceSpec device = devices.stream()
                .filter(candidate -> candidate.id().equals(access.on()))
                .findFirst()
                .orElseThrow();
        RegionInfo region = device.regions()
                .byIndex(index)
                .orElseThrow(() ->
                        operation.required("region").error("'%s' has no region %d".formatted(device.id(), index)));
        if (access.through() != Through.FILE && !region.shape().contains(access.offset(), access.length())) {
            throw operation.error("%d byte(s) at 0x%x are not inside %s of 0x%x bytes"
                    .formatted(access.length(), access.offset(), region.name(), region.size()));
        }
        boolean ports = device.bars().stream().anyMatch(bar -> bar.index() == index && bar.kind() == Bar.Kind.IO)
                || index == PciRegion.CONFIG.index();
        if (access.through() == Through.GUEST
                && ports
                && access.length() != 1
                && access.length() != 2
                && access.length() != 4) {
            throw operation.error("the guest's access to ports or configuration space has 1, 2 or 4 bytes");
        }
    }

    private static Map<String, Function<JsonValue, Operation>> operations() {
        Map<String, Function<JsonValue, Operation>> operations = new LinkedHashMap<>();
        operations.put("region-info", o -> new Operation.AskRegion(on(o), index(o.required("region"))));
        operations.put("program-bars", MmioScenarioDocument::programBars);
        operations.put("mmap", MmioScenarioDocument::map);
        operations.put("register", MmioScenarioDocument::register);
        operations.put("read", o -> access(o, new byte[0]));
        operations.put("write", o -> access(o, data(o)));
        operations.put("close", o -> new Operation.Close(on(o)));
        operations.put("main-loop", o -> new Operation.MainLoop());
        operations.put("dma-map", o -> new Operation.MapDma(address(o, "iova"), range(o, "size")));
        operations.put("dma-unmap", o -> new Operation.UnmapDma(address(o, "iova"), range(o, "size")));
        operations.put("pin", o -> new Operation.Pin(on(o), address(o, "iova"), pageCount(o)));
        operations.put("unpin", o -> new Operation.Unpin(on(o), address(o, "iova"), pageCount(o)));
        operations.put("dma-rw", MmioScenarioDocument::copyDma);
        operations.put("set-irq", MmioScenarioDocument::setIrq);
        operations.put("interrupt", o -> new Operation.Raise(on(o)));
        operations.put("lower", o -> new Operation.Lower(on(o)));
        operations.put("eoi", o -> new Operation.EndOfInterrupt(on(o)));
        return operations;
    }

    private static String on(JsonValue operation) {
        return operation.required("on").name();
    }

    private static long address(JsonValue operation, String key) {
        return operation.required(key).integer(0, MAX_ADDRESS);
    }

    private static long range(JsonValue operation, String key) {
        return operation.required(key).integer(0, MAX_RANGE);
    }

    private static int pageCount(JsonValue operation) {
        return operation.optional("pages", pages -> pages.integer(1, MAX_PAGES), 1);
    }

    private static Operation programBars(JsonValue operation) {
        return new Operation.ProgramBars(
                on(operation),
                operation.optional("memory", memory -> memory.integer(0, MAX_ADDRESS), 0xc000_0000L),
                operation.optional("io", io -> io.integer(0, 0xffff), 0x1000));
    }

    private static Operation map(JsonValue operation) {
        return new Operation.Map(
                on(operation),
                index(operation.required("region")),
                operation.optional("offset", offset -> offset.integer(0, MAX_SIZE), 0L),
                operation.optional("length", length -> length.integer(0, MAX_RANGE), 0L));
    }

    private static Operation register(JsonValue operation) {
        Map<String, TrapPath> paths = new LinkedHashMap<>(PATHS);
        paths.remove(TrapPath.USER_SPACE.id());
        paths.remove(TrapPath.DIRECT.id());
        return new Operation.Register(
                on(operation),
                operation.required("path").oneOf(paths),
                index(operation.required("region")),
                operation.optional("offset", offset -> offset.integer(0, MAX_SIZE), 0L),
                operation.required("length").integer(0, MAX_SIZE),
                operation
                        .optional("datamatch")
                        .map(MmioScenarioDocument::unsigned)
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()),
                operation.optional("listener", l -> l.oneOf(byId(Listener.values(), Listener::id)), Listener.QEMU));
    }

    /** A number of up to 64 bits, unsigned or signed. */
    private static long unsigned(JsonValue value) {
        return value.node().isTextual() && value.text().matches("0[xX][0-9a-fA-F]{16}")
                ? Long.parseUnsignedLong(value.text().substring(2), 16)
                : value.integer(Long.MIN_VALUE, Long.MAX_VALUE);
    }

    private static byte[] data(JsonValue operation) {
        Optional<JsonValue> hex = operation.optional("hex");
        if (hex.isPresent()) {
            byte[] bytes = hex.get().bytes();
            if (bytes.length == 0 || bytes.length > MAX_COPY) {
                throw hex.get().error("1 to %d bytes are needed".formatted(MAX_COPY));
            }
            return bytes;
        }
        long value = unsigned(operation.required("value"));
        byte[] bytes = new byte[operation.optional("length", length -> length.integer(1, Long.BYTES), Integer.BYTES)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (value >>> (Byte.SIZE * i));
        }
        return bytes;
    }

    private static Operation access(JsonValue operation, byte[] data) {
        Through through =
                operation.optional("through", t -> t.oneOf(byId(Through.values(), Through::id)), Through.GUEST);
        int most = through == Through.GUEST ? Operation.Access.MAX_LENGTH : MAX_COPY;
        int length =
                data.length > 0 ? data.length : operation.optional("length", l -> l.integer(1, most), Integer.BYTES);
        if (length > most) {
            throw operation.error("an instruction of the guest moves at most %d bytes".formatted(most));
        }
        Optional<JsonValue> address = operation.optional("address");
        if (address.isPresent()) {
            if (through == Through.MAPPING) {
                throw address.get().error("a mapping is found by its region and offset");
            }
            return new Operation.Access(
                    through == Through.FILE ? on(operation) : operation.optional("on", JsonValue::name, ""),
                    through,
                    OptionalInt.empty(),
                    address.get().integer(0, through == Through.FILE ? Long.MAX_VALUE : MAX_ADDRESS),
                    length,
                    data);
        }
        return new Operation.Access(
                on(operation),
                through,
                OptionalInt.of(index(operation.required("region"))),
                operation.optional("offset", offset -> offset.integer(0, MAX_SIZE), 0L),
                length,
                data);
    }

    private static Operation copyDma(JsonValue operation) {
        byte[] data = operation.optional("hex", JsonValue::bytes, new byte[0]);
        if (data.length > MAX_COPY) {
            throw operation.required("hex").error("at most %d bytes are copied".formatted(MAX_COPY));
        }
        return new Operation.CopyDma(
                on(operation),
                address(operation, "iova"),
                data.length > 0 ? data.length : operation.required("length").integer(1, MAX_COPY),
                data);
    }

    private static Operation setIrq(JsonValue operation) {
        return new Operation.SetIrq(
                on(operation),
                operation.required("irq").oneOf(byId(SetIrq.Irq.values(), SetIrq.Irq::id)),
                operation.required("delivery").oneOf(byId(SetIrq.Delivery.values(), SetIrq.Delivery::id)));
    }

    private static Map<String, Long> costs(JsonValue costs) {
        Map<String, Long> values = new LinkedHashMap<>();
        Map<String, MmioCost> known = byId(MmioCost.values(), MmioCost::id);
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
                            a -> a.oneOf(byId(LoadPlan.Arrivals.values(), LoadPlan.Arrivals::id)),
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

    private static <T> Map<String, T> byId(T[] values, Function<T, String> id) {
        Map<String, T> map = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> map.put(id.apply(value), value));
        return map;
    }
}
