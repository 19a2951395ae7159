package io.zmdev.io;

import io.zmdev.sim.mmio.DeviceSpec;
import io.zmdev.sim.mmio.FaultPolicy;
import io.zmdev.sim.mmio.MidLayer;
import io.zmdev.sim.mmio.MmioScenario.ParentBar;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the {@code parent} and the {@code devices} of a scenario of accesses to regions. */
final class MmioRegionReader {

    /** Of a region or BAR, in bytes. */
    static final long MAX_SIZE = 1L << 40;

    /** Guest or host physical. */
    static final long MAX_ADDRESS = 1L << 46;

    private static final long UNSIGNED_INT = 0xffff_ffffL;
    private static final int MAX_INDEX = 255;
    private static final int MAX_SPARSE_AREAS = 256;
    private static final Map<String, PciRegion> INDEXES = JsonValue.byId(PciRegion.values(), PciRegion::id);
    private static final Map<String, RegionFlag> FLAGS = JsonValue.byId(RegionFlag.values(), RegionFlag::id);
    private static final Map<String, Bar.Kind> SPACES =
            JsonValue.byId(new Bar.Kind[] {Bar.Kind.MEMORY, Bar.Kind.MEMORY_64, Bar.Kind.IO}, Bar.Kind::id);

    private MmioRegionReader() {}

    /** The parent's BARs by index of the region. */
    static Map<Integer, ParentBar> parent(JsonValue parent) {
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

    /** @param parent its BARs by index of the region */
    static DeviceSpec device(JsonValue device, Map<Integer, ParentBar> parent) {
        List<RegionShape> shapes =
                new ArrayList<>(device.required("regions").distinct(MmioRegionReader::shape, RegionShape::index));
        if (shapes.stream().noneMatch(shape -> shape.index() == PciRegion.CONFIG.index())) {
            shapes.add(RegionShape.plain(
                    PciRegion.CONFIG.index(), PciRegion.CONFIG.id(), ConfigSpace.SIZE, RegionFlag.READ_WRITE));
        }
        OffsetLayout layout = device.optional("layout", MmioRegionReader::layout, OffsetLayout.Shifted.VFIO_PCI);
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
        FaultPolicy faults = device.optional(
                "faults", f -> f.oneOf(JsonValue.byId(FaultPolicy.values(), FaultPolicy::id)), FaultPolicy.NONE);
        return new DeviceSpec(
                device.required("id").name(),
                new RegionMap(infos),
                bars,
                slices,
                faults,
                device.optional(
                        "midLayer", m -> m.oneOf(JsonValue.byId(MidLayer.values(), MidLayer::id)), MidLayer.THIN),
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

    /** The index of a region, by its number or as the name of a PCI region. */
    static int index(JsonValue index) {
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

    /** A number of bytes that makes whole pages. */
    static long pages(JsonValue value, long min, long max) {
        long bytes = value.integer(min, max);
        if (bytes % RegionShape.PAGE != 0) {
            throw value.error("a multiple of 0x1000 is needed");
        }
        return bytes;
    }
}
