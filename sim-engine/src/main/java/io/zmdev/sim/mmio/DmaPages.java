package io.zmdev.sim.mmio;

import io.zmdev.model.Errno;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Page tracking, pinning and mapping services of VFIO for mediated devices: guest memory is noted when it is mapped for DMA, and
 * pinned page by page when a driver asks ({@code vfio_iommu_type1}). iova is the guest physical address.
 */
final class DmaPages {

    private static final long PAGE = ParentDevice.PAGE;

    private final MmioTimeline timeline;
    private final Area memory;
    private final Area mapped;
    private final List<Area> pins = new ArrayList<>();

    /** @param memory size of the guest's in bytes, whole pages */
    DmaPages(StateSpace space, MmioTimeline timeline, long memory, List<DeviceSpec> devices) {
        this.timeline = timeline;
        this.memory = space.add("memory", memory);
        this.mapped = space.add("dma.mapped", memory / PAGE);
        devices.forEach(device -> pins.add(space.add(device.id() + ".pins", memory / PAGE * Integer.BYTES)));
    }

    Optional<Errno> map(long iova, long size) {
        Optional<Errno> errno = check(iova, size);
        if (errno.isEmpty()) {
            for (long page = iova; page < iova + size; page += PAGE) {
                if (isMapped(page)) {
                    errno = Optional.of(Errno.EEXIST);
                }
            }
        }
        if (errno.isEmpty()) {
            for (long page = iova; page < iova + size; page += PAGE) {
                mapped.putByte(page / PAGE, 1);
            }
        }
        timeline.step(MmioStep.MAP_DMA, iova, size, 0);
        return errno;
    }

    Optional<Errno> unmap(long iova, long size) {
        Optional<Errno> errno = check(iova, size);
        for (long page = iova; errno.isEmpty() && page < iova + size; page += PAGE) {
            mapped.putByte(page / PAGE, 0);
        }
        timeline.step(MmioStep.UNMAP_DMA, iova, size, 0);
        if (errno.isPresent()) {
            return errno;
        }
        for (Area counts : pins) {
            int released = 0;
            for (long page = iova; page < iova + size; page += PAGE) {
                if (count(counts, page) > 0) {
                    putCount(counts, page, 0);
                    released++;
                }
            }
            if (released > 0) {
                timeline.step(MmioStep.DMA_UNMAPPED, released, 0, 0);
            }
        }
        return Optional.empty();
    }

    private Optional<Errno> check(long iova, long size) {
        boolean usable = iova % PAGE == 0 && size > 0 && size % PAGE == 0 && iova <= memory.size() - size;
        return usable ? Optional.empty() : Optional.of(Errno.EINVAL);
    }

    /** vfio_pin_pages: all of the pages or none. */
    Optional<Errno> pin(int device, long iova, int pages) {
        if (!areMapped(iova, (long) pages * PAGE)) {
            return refuse();
        }
        for (int i = 0; i < pages; i++) {
            long page = (iova & -PAGE) + i * PAGE;
            int count = count(pins.get(device), page) + 1;
            putCount(pins.get(device), page, count);
            timeline.step(MmioStep.PIN, page, count, 0);
        }
        return Optional.empty();
    }

    Optional<Errno> unpin(int device, long iova, int pages) {
        for (int i = 0; i < pages; i++) {
            long page = (iova & -PAGE) + i * PAGE;
            if (page > memory.size() - PAGE || count(pins.get(device), page) == 0) {
                return refuse();
            }
        }
        for (int i = 0; i < pages; i++) {
            long page = (iova & -PAGE) + i * PAGE;
            int count = count(pins.get(device), page) - 1;
            putCount(pins.get(device), page, count);
            timeline.step(MmioStep.UNPIN, page, count, 0);
        }
        return Optional.empty();
    }

    /** vfio_dma_rw: copies, pinning nothing. */
    Optional<Errno> copy(long iova, byte[] data, boolean write) {
        if (!areMapped(iova & -PAGE, (iova & (PAGE - 1)) + data.length)) {
            return refuse();
        }
        if (write) {
            memory.put(iova, data);
        } else {
            memory.noteRead(iova, data.length);
            memory.get(iova, data, 0, data.length);
        }
        timeline.step(MmioStep.COPY_DMA, (data.length + 7) / 8, iova, data.length, 0);
        return Optional.empty();
    }

    private Optional<Errno> refuse() {
        timeline.step(MmioStep.REFUSED, Errno.EINVAL.number(), 0, 0);
        return Optional.of(Errno.EINVAL);
    }

    private boolean areMapped(long iova, long length) {
        long first = iova & -PAGE;
        if (first > memory.size() - length) {
            return false;
        }
        for (long page = first; page < first + length; page += PAGE) {
            if (!isMapped(page)) {
                return false;
            }
        }
        return true;
    }

    private boolean isMapped(long page) {
        return mapped.getByte(page / PAGE) != 0;
    }

    private static int count(Area counts, long page) {
        return LittleEndian.getInt(counts, page / PAGE * Integer.BYTES);
    }

    private static void putCount(Area counts, long page, int count) {
        LittleEndian.putInt(counts, page / PAGE * Integer.BYTES, count);
    }
}
