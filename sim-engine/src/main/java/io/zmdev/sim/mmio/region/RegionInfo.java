package io.zmdev.sim.mmio.region;

/**
 * What VFIO_DEVICE_GET_REGION_INFO answers.
 *
 * @param offset in the device file, in bytes; chosen by the leaf driver, and no address of the guest or of the bus
 */
public record RegionInfo(RegionShape shape, long offset) {

    public int index() {
        return shape.index();
    }

    public String name() {
        return shape.name();
    }

    public long size() {
        return shape.size();
    }

    /** The first offset in the device file after the region. */
    public long end() {
        return offset + shape.size();
    }

    /** Whether all these bytes of the device file belong to the region. */
    public boolean covers(long position, long length) {
        return position >= offset && shape.contains(position - offset, length);
    }
}
