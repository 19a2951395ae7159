package io.zmdev.sim.mmio.region;

/**
 * A part of a region that may be mapped, from VFIO_REGION_INFO_CAP_SPARSE_MMAP.
 *
 * @param offset in the region, in bytes
 * @param size in bytes
 */
public record SparseArea(long offset, long size) {

    /** Whether the bytes are all in this area. */
    public boolean contains(long from, long length) {
        return from >= offset && length >= 0 && from - offset <= size - length;
    }
}
