package io.zmdev.sim.mmio.region;

import java.util.Locale;
import java.util.Set;

/** What a region allows, VFIO_REGION_INFO_FLAG_* of include/uapi/linux/vfio.h. CAPS follows from the capabilities. */
public enum RegionFlag {
    READ(1),
    WRITE(2),
    MMAP(4);

    /** VFIO_REGION_INFO_FLAG_CAPS: capabilities follow the structure. */
    static final int CAPS = 8;

    /** Flags of a region that can be read only. */
    public static final Set<RegionFlag> READ_ONLY = Set.of(READ);

    /** Flags of a region that can be read and written, not mapped. */
    public static final Set<RegionFlag> READ_WRITE = Set.of(READ, WRITE);

    private final int bit;

    RegionFlag(int bit) {
        this.bit = bit;
    }

    /** The bit in struct vfio_region_info. */
    public int bit() {
        return bit;
    }

    /** The name in the file formats. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
