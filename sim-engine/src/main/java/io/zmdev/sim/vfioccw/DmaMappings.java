package io.zmdev.sim.vfioccw;

import static io.zmdev.model.Errno.EINVAL;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;

/**
 * The ranges of guest memory that user space has mapped with VFIO_IOMMU_MAP_DMA (type1v2), readable and writable. IOVAs are guest
 * addresses.
 */
public final class DmaMappings {

    static final int PAGE_SIZE = 4096;

    private static final int ENTRY = 16;

    /**
     * A mapped range.
     *
     * @param iova of the first byte
     * @param size in bytes
     */
    public record Mapping(long iova, long size) {}

    private final Area guest;
    /** First and last address + 1 of each mapping, 8 bytes each; both 0 once it was taken back. */
    private final Area table;

    private final int entries;

    /**
     * Adds the area {@code iommu} for the mappings.
     *
     * @param entries how many mappings there can be
     */
    public DmaMappings(StateSpace space, Area guest, int entries) {
        this.guest = guest;
        this.entries = entries;
        table = space.add("iommu", Math.max(1, entries) * (long) ENTRY);
    }

    /**
     * VFIO_IOMMU_MAP_DMA.
     *
     * @param mapping inside the guest's memory, after all earlier ones
     * @throws IllegalStateException when every entry is taken
     */
    public void map(Mapping mapping) {
        for (int i = 0; i < entries; i++) {
            if (end(i) == 0) {
                put(i, mapping.iova(), mapping.iova() + mapping.size());
                return;
            }
        }
        throw new IllegalStateException("all " + entries + " mappings are taken");
    }

    /** VFIO_IOMMU_UNMAP_DMA: takes every mapping in the range back; 0, or -EINVAL when one lies across its bounds. */
    public int unmap(long iova, long size) {
        long end = iova + size;
        for (int i = 0; i < entries; i++) {
            boolean overlaps = start(i) < end && end(i) > iova;
            if (overlaps && (start(i) < iova || end(i) > end)) {
                return -EINVAL.number();
            }
        }
        for (int i = 0; i < entries; i++) {
            if (start(i) < end && end(i) > iova) {
                put(i, 0, 0);
            }
        }
        return 0;
    }

    /** Copies guest memory ({@code vfio_dma_rw}); false (EINVAL) when a byte is not mapped. */
    boolean read(long iova, byte[] target, int length) {
        if (!isMapped(iova, length)) {
            return false;
        }
        guest.noteRead(iova, length);
        guest.get(iova, target, 0, length);
        return true;
    }

    private boolean isMapped(long iova, int length) {
        long at = iova;
        for (int i = 0; i < entries && at < iova + length; i++) {
            if (at >= start(i) && at < end(i)) {
                at = end(i);
            }
        }
        return at >= iova + length;
    }

    /**
     * Whether {@code vfio_pin_pages} finds a mapping for the page of this IOVA. It looks for one that overlaps the 4096 bytes from
     * the IOVA on ({@code vfio_find_dma}), so that an unaligned IOVA in an unmapped page counts as mapped when the next page is.
     */
    boolean canPin(long iova) {
        if (iova < 0 || iova >= guest.size()) {
            return false;
        }
        for (int i = 0; i < entries; i++) {
            if (iova + PAGE_SIZE > start(i) && iova < end(i)) {
                return true;
            }
        }
        return false;
    }

    private long start(int entry) {
        return table.getLong((long) entry * ENTRY);
    }

    private long end(int entry) {
        return table.getLong((long) entry * ENTRY + Long.BYTES);
    }

    private void put(int entry, long start, long end) {
        table.putLong((long) entry * ENTRY, start);
        table.putLong((long) entry * ENTRY + Long.BYTES, end);
    }
}
