package io.zmdev.sim.mmio;

import io.zmdev.model.Errno;
import io.zmdev.sim.mmio.pci.Bar;
import io.zmdev.sim.mmio.pci.ConfigSpace;
import io.zmdev.sim.mmio.region.PciRegion;
import io.zmdev.sim.mmio.region.RegionFlag;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The file of a mediated device with what stands behind it: mid-layer, leaf driver, registers. Regions are spoken of by their
 * position in {@link DeviceSpec#regions()}.
 */
final class DeviceFile {

    private static final int VENDOR = 0x8086;
    private static final int FIRST_DEVICE = 0x1900;
    private static final int SHIFT = 40;
    private static final int NOT_FOUND = -1;

    private final int number;
    private final DeviceSpec spec;
    private final MmioTimeline timeline;
    private final Runnable decodingChanged;
    private final RegionInfo[] regions;
    private final Area[] registers;
    private final @Nullable Area[] parents;
    private final long[] sliceOffsets;
    private final long[] sliceSizes;
    private final @Nullable ConfigSpace config;
    private final int configPosition;

    private int references = 1;
    private boolean open = true;

    /**
     * Adds the device's areas to the state.
     *
     * @param decodingChanged told when a write to configuration space may have moved a BAR
     */
    DeviceFile(
            StateSpace space,
            int number,
            DeviceSpec spec,
            MmioTimeline timeline,
            ParentDevice parent,
            Runnable decodingChanged) {
        this.number = number;
        this.spec = spec;
        this.timeline = timeline;
        this.decodingChanged = decodingChanged;
        regions = spec.regions().regions().toArray(RegionInfo[]::new);
        registers = new Area[regions.length];
        parents = new Area[regions.length];
        sliceOffsets = new long[regions.length];
        sliceSizes = new long[regions.length];
        int configAt = NOT_FOUND;
        for (int i = 0; i < regions.length; i++) {
            RegionInfo region = regions[i];
            registers[i] = space.add("%s.%s".formatted(spec.id(), region.name()), Math.max(region.size(), 1));
            if (region.index() == PciRegion.CONFIG.index() && region.size() >= ConfigSpace.SIZE) {
                configAt = i;
            }
            DeviceSpec.Slice slice = spec.slices().get(region.index());
            Optional<Area> backing = parent.bar(region.index());
            if (slice != null && backing.isPresent()) {
                parents[i] = backing.get();
                sliceOffsets[i] = slice.offset();
                sliceSizes[i] = slice.size();
            }
        }
        configPosition = configAt;
        config = configAt == NOT_FOUND
                ? null
                : new ConfigSpace(registers[configAt], VENDOR, FIRST_DEVICE + number, spec.bars());
    }

    int number() {
        return number;
    }

    DeviceSpec spec() {
        return spec;
    }

    int regionCount() {
        return regions.length;
    }

    RegionInfo region(int position) {
        return regions[position];
    }

    /** The position of the region with this index, or -1. */
    int position(int index) {
        for (int i = 0; i < regions.length; i++) {
            if (regions[i].index() == index) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /** The BAR that the region is, if it is one. */
    Optional<Bar> bar(int position) {
        return spec.bars().stream()
                .filter(bar -> bar.index() == regions[position].index())
                .findFirst();
    }

    /** Where the guest finds a BAR; {@link ConfigSpace#NOWHERE} while it does not decode. */
    long address(Bar bar) {
        return config == null ? ConfigSpace.NOWHERE : config.address(bar);
    }

    boolean isOpen() {
        return open;
    }

    boolean isReleased() {
        return references == 0;
    }

    int references() {
        return references;
    }

    /** Takes a further reference to the file. */
    void hold() {
        references++;
    }

    /** User space closes its descriptor. */
    void close() {
        open = false;
        references--;
    }

    /**
     * read or write of the file, from the mid-layer on.
     *
     * @param data what is written, or where a read goes to
     * @param at where in data
     * @param copy the step that moves the bytes between caller and driver
     * @return the length or a negative errno
     */
    int transfer(long position, byte[] data, int at, int length, boolean write, MmioStep copy) {
        int region = NOT_FOUND;
        long offset = 0;
        switch (spec.midLayer()) {
            case THIN -> {
                timeline.step(MmioStep.PASS, position, 0, 0);
                region = regionAt(position, length);
            }
            case CACHED -> {
                region = regionAt(position, length);
                timeline.step(MmioStep.LOOK_UP, position, region == NOT_FOUND ? -1 : regions[region].index(), 0);
            }
            case IMPOSED -> {
                region = position((int) (position >>> SHIFT));
                offset = position & ((1L << SHIFT) - 1);
                timeline.step(MmioStep.COMPUTE_INDEX, position, position >>> SHIFT, offset);
            }
        }
        if (region != NOT_FOUND && spec.midLayer() != MidLayer.IMPOSED) {
            offset = position - regions[region].offset();
        }
        RegionFlag needed = write ? RegionFlag.WRITE : RegionFlag.READ;
        if (region == NOT_FOUND
                || !regions[region].shape().contains(offset, length)
                || !regions[region].shape().has(needed)) {
            timeline.step(MmioStep.REJECT, Errno.EINVAL.number(), 0, 0);
            return -Errno.EINVAL.number();
        }
        copyAndEmulate(region, offset, data, at, length, write, copy);
        return length;
    }

    private void copyAndEmulate(
            int region, long offset, byte[] data, int at, int length, boolean write, MmioStep copy) {
        int parts = (length + Long.BYTES - 1) / Long.BYTES;
        if (write) {
            timeline.step(copy, parts, parts, 0, 0);
            emulate(region, offset, data, at, length, true);
        } else {
            emulate(region, offset, data, at, length, false);
            timeline.step(copy, parts, parts, 0, 0);
        }
    }

    private int regionAt(long position, long length) {
        for (int i = 0; i < regions.length; i++) {
            if (regions[i].covers(position, length)) {
                return i;
            }
        }
        return NOT_FOUND;
    }

    /** The driver's own work on a register; the bytes are inside the region. */
    void emulate(int position, long offset, byte[] data, int at, int length, boolean write) {
        if (position == configPosition && config != null && offset + length <= ConfigSpace.SIZE) {
            byte[] bytes = new byte[length];
            if (write) {
                System.arraycopy(data, at, bytes, 0, length);
                config.write(offset, bytes, length);
                decodingChanged.run();
            } else {
                config.read(offset, bytes, length);
                System.arraycopy(bytes, 0, data, at, length);
            }
        } else {
            int inSlice = (int) Math.clamp(sliceSizes[position] - offset, 0L, length);
            Area parent = parents[position];
            if (parent != null && inSlice > 0) {
                move(parent, sliceOffsets[position] + offset, data, at, inSlice, write);
            }
            int rest = parent == null ? length : length - inSlice;
            if (rest > 0) {
                move(registers[position], offset + length - rest, data, at + length - rest, rest, write);
            }
        }
        timeline.step(MmioStep.EMULATE, regions[position].index(), offset, length);
    }

    private static void move(Area area, long offset, byte[] data, int at, int length, boolean write) {
        if (write) {
            area.put(offset, data, at, length);
        } else {
            area.noteRead(offset, length);
            area.get(offset, data, at, length);
        }
    }

    /** Where in the parent's BAR the driver backs this page of the region; -1 where it grants none. */
    long granted(int position, long page) {
        return parents[position] != null && page + ParentDevice.PAGE <= sliceSizes[position]
                ? sliceOffsets[position] + page
                : NOT_FOUND;
    }
}
