package io.zmdev.sim.mmio;

import io.zmdev.sim.mmio.Outcome.Fault;
import io.zmdev.sim.mmio.region.SparseArea;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** QEMU's mappings of one device: which parts are mapped, and the page behind each page. */
final class Mappings {

    private static final long PAGE = ParentDevice.PAGE;

    /** What {@link #page} gives for a page that no access has had yet. */
    static final long ABSENT = 0;

    /** A page that is there is its address with this bit. */
    private static final long PRESENT = 1;

    private final DeviceFile device;
    private final ParentDevice parent;
    private final MmioTimeline timeline;
    private final Area table;
    private final long[] firstPages;
    private final List<List<SparseArea>> mapped = new ArrayList<>();

    Mappings(StateSpace space, DeviceFile device, ParentDevice parent, MmioTimeline timeline) {
        this.device = device;
        this.parent = parent;
        this.timeline = timeline;
        firstPages = new long[device.regionCount()];
        long pages = 0;
        for (int i = 0; i < firstPages.length; i++) {
            firstPages[i] = pages;
            if (!device.region(i).shape().mappable().isEmpty()) {
                pages += (device.region(i).size() + PAGE - 1) / PAGE;
            }
            mapped.add(new ArrayList<>());
        }
        table = space.add(device.spec().id() + ".pages", Math.max(pages, 1) * Long.BYTES);
    }

    /** Maps part of a region; whether that is allowed is known already. */
    void map(int region, SparseArea part) {
        mapped.get(region).add(part);
        device.hold();
        if (device.spec().faults() == FaultPolicy.FILL) {
            for (long page = part.offset(); page < part.offset() + part.size(); page += PAGE) {
                long granted = device.granted(region, page);
                if (granted >= 0 && page(region, page) == ABSENT) {
                    putPage(region, page, granted, MmioStep.FILL);
                }
            }
        }
    }

    boolean isMapped(int region, long offset) {
        List<SparseArea> parts = mapped.get(region);
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).contains(offset, 1)) {
                return true;
            }
        }
        return false;
    }

    /** The host physical address of the page that holds this offset, or {@link #ABSENT}. */
    long page(int region, long offset) {
        return table.getLong(entry(region, offset)) & -PAGE;
    }

    /**
     * The handler of a fault: finds a page for the offset, or gives SIGBUS.
     *
     * @return what went wrong; null when a page is there that no other device has
     */
    @Nullable
    Fault handleFault(int region, long offset) {
        long page = offset & -PAGE;
        int index = device.region(region).index();
        timeline.step(MmioStep.FAULT_HANDLER, page, index, 0);
        return switch (device.spec().faults()) {
            case IDENTITY -> {
                timeline.step(MmioStep.IDENTITY, page, index, 0);
                yield parent.hasPage(index, page) ? remap(region, page, page) : signal(page);
            }
            case VALIDATE -> {
                long granted = device.granted(region, page);
                if (granted < 0) {
                    timeline.step(MmioStep.REFUSE_MAP, page, 0, 0);
                    yield signal(page);
                }
                timeline.step(MmioStep.VALIDATE, page, parent.address(index, granted), 0);
                yield remap(region, page, granted);
            }
            case FILL, NONE -> {
                timeline.step(MmioStep.NO_HANDLER);
                yield signal(page);
            }
        };
    }

    private Fault signal(long page) {
        timeline.step(MmioStep.SIGBUS, page, 0, 0);
        return Fault.SIGBUS;
    }

    private @Nullable Fault remap(int region, long page, long parentOffset) {
        return putPage(region, page, parentOffset, MmioStep.REMAP) ? Fault.COLLISION : null;
    }

    /** Puts a page into the table; tells whether another device has it too. */
    private boolean putPage(int region, long page, long parentOffset, MmioStep step) {
        int index = device.region(region).index();
        long address = parent.address(index, parentOffset);
        table.putLong(entry(region, page), address | PRESENT);
        int other = parent.map(index, parentOffset, device.number());
        timeline.step(step, page, address, 0);
        if (other < 0) {
            return false;
        }
        timeline.step(MmioStep.COLLISION, address, other, 0);
        return true;
    }

    private long entry(int region, long offset) {
        return (firstPages[region] + offset / PAGE) * Long.BYTES;
    }
}
