package io.zmdev.sim.vfioccw;

import io.zmdev.sim.mmio.region.OffsetLayout;
import io.zmdev.sim.mmio.region.RegionFlag;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.mmio.region.RegionMap;
import io.zmdev.sim.mmio.region.RegionShape;
import io.zmdev.sim.mmio.region.RegionType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The regions of the device file, in the order of their indexes. None may be mapped. */
public enum Region {
    IO(0, "io", 124, true, 0),
    ASYNC(1, "async", 8, true, 1),
    SCHIB(2, "schib", 52, false, 2),
    CRW(3, "crw", 8, false, 3);

    /** What VFIO_DEVICE_GET_REGION_INFO tells of all of them. */
    public static final RegionMap MAP = OffsetLayout.Shifted.VFIO_CCW.lay(
            Arrays.stream(values()).map(Region::newShape).toList());

    /** Offsets in the I/O region. */
    public static final int ORB = 0;

    public static final int SCSW = 12;
    public static final int IRB = 24;
    public static final int RET_CODE = 120;

    /** Offsets in the async region. */
    public static final int COMMAND = 0;

    public static final int COMMAND_RET_CODE = 4;

    public static final int COMMAND_HSCH = 1;
    public static final int COMMAND_CSCH = 2;

    private final int index;
    private final String id;
    private final int size;
    private final boolean writable;
    private final int subtype;

    /** @param subtype of VFIO_REGION_TYPE_CCW; 0 for the region whose index is fixed */
    Region(int index, String id, int size, boolean writable, int subtype) {
        this.index = index;
        this.id = id;
        this.size = size;
        this.writable = writable;
        this.subtype = subtype;
    }

    private RegionShape newShape() {
        return new RegionShape(
                index,
                id,
                size,
                writable ? RegionFlag.READ_WRITE : RegionFlag.READ_ONLY,
                List.of(),
                subtype == 0 ? Optional.empty() : Optional.of(new RegionType(RegionType.CCW, subtype)));
    }

    /** What VFIO_DEVICE_GET_REGION_INFO tells of it. */
    public RegionInfo info() {
        return MAP.regions().get(index);
    }

    /** The region index, as registered by today's driver. */
    public int index() {
        return index;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    /** In bytes. */
    public int size() {
        return size;
    }

    public boolean isWritable() {
        return writable;
    }

    /** In the device file, in bytes. */
    public long offset() {
        return info().offset();
    }

    public static Optional<Region> ofId(String id) {
        return Arrays.stream(values()).filter(region -> region.id().equals(id)).findFirst();
    }
}
