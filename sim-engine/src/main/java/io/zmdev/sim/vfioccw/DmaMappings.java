package io.zmdev.sim.vfioccw;

import io.zmdev.sim.trace.Area;
import java.util.List;

/**
 * The ranges of guest memory that user space has mapped with VFIO_IOMMU_MAP_DMA (type1), readable and writable. IOVAs are guest
 * addresses.
 */
public final class DmaMappings {

    static final int PAGE_SIZE = 4096;

    /**
     * A mapped range.
     *
     * @param iova of the first byte
     * @param size in bytes
     */
    public record Mapping(long iova, long size) {}

    private final Area guest;
    private final long[] starts;
    private final long[] ends;

    /** @param mappings ascending, without overlap, all inside the area */
    public DmaMappings(Area guest, List<Mapping> mappings) {
        this.guest = guest;
        starts = mappings.stream().mapToLong(Mapping::iova).toArray();
        ends = mappings.stream().mapToLong(m -> m.iova() + m.size()).toArray();
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
        for (int i = 0; i < starts.length && at < iova + length; i++) {
            if (at >= starts[i] && at < ends[i]) {
                at = ends[i];
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
        for (int i = 0; i < starts.length; i++) {
            if (iova + PAGE_SIZE > starts[i] && iova < ends[i]) {
                return true;
            }
        }
        return false;
    }
}
