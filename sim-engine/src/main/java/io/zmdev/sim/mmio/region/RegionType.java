package io.zmdev.sim.mmio.region;

/**
 * VFIO_REGION_INFO_CAP_TYPE: how user space finds a region whose index has no fixed meaning.
 *
 * @param type 2 for CCW, 1 for graphics, 0x80000000 and the vendor id for what a PCI vendor defines; unsigned 32 bits
 * @param subtype unsigned 32 bits
 */
public record RegionType(long type, long subtype) {

    /** VFIO_REGION_TYPE_CCW. */
    public static final long CCW = 2;
}
