package io.zmdev.sim.mmio.region;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A region before it has a place in the device file.
 *
 * @param index as given to VFIO_DEVICE_GET_REGION_INFO
 * @param name for people, such as {@code bar0} or {@code io}
 * @param size in bytes; 0 for a region that is not there
 * @param flags what it allows, in the order of their bits
 * @param sparse the parts that may be mapped; empty means the whole region where MMAP is set
 * @param type how it is found when the index says nothing
 */
public record RegionShape(
        int index, String name, long size, Set<RegionFlag> flags, List<SparseArea> sparse, Optional<RegionType> type) {

    /** Size of a page of the host in bytes: what can be mapped comes in these. */
    public static final long PAGE = 4096;

    public RegionShape {
        Set<RegionFlag> ordered = EnumSet.noneOf(RegionFlag.class);
        ordered.addAll(flags);
        flags = Collections.unmodifiableSet(ordered);
        sparse = List.copyOf(sparse);
    }

    /** A region without capabilities. */
    public static RegionShape plain(int index, String name, long size, Set<RegionFlag> flags) {
        return new RegionShape(index, name, size, flags, List.of(), Optional.empty());
    }

    public boolean has(RegionFlag flag) {
        return flags.contains(flag);
    }

    /** The flags as struct vfio_region_info has them. */
    public int flagBits() {
        int bits = sparse.isEmpty() && type.isEmpty() ? 0 : RegionFlag.CAPS;
        for (RegionFlag flag : flags) {
            bits |= flag.bit();
        }
        return bits;
    }

    /** Whether all these bytes are in the region. */
    public boolean contains(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= size - length;
    }

    /** The parts that may be mapped, in the order in which the driver lists them. */
    public List<SparseArea> mappable() {
        if (!has(RegionFlag.MMAP)) {
            return List.of();
        }
        return sparse.isEmpty() ? List.of(new SparseArea(0, size)) : sparse;
    }

    /** Whether mmap of these bytes is allowed: whole pages within one of the parts that may be mapped. */
    public boolean mayMap(long offset, long length) {
        return length > 0
                && offset % PAGE == 0
                && length % PAGE == 0
                && mappable().stream().anyMatch(area -> area.contains(offset, length));
    }
}
