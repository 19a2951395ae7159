package io.zmdev.sim.vfioccw;

import io.zmdev.sim.trace.Area;

/** The channel report words that wait for user space ({@code vfio_ccw_queue_crw}, {@code vfio_ccw_crw_region_read}). */
final class ChannelReports {

    private static final long COUNT = DriverState.CRWS;
    private static final long WORDS = DriverState.CRWS + 4;
    private static final int WORD = 4;
    private static final int MAX_WORDS = 15;

    private final Area area;
    private final Eventfds eventfds;

    ChannelReports(DriverState state, Eventfds eventfds) {
        this.area = state.area();
        this.eventfds = eventfds;
    }

    /** Adds a word and signals; the kernel's list is endless, this one drops what comes after the fifteenth. */
    void queue(int word) {
        int count = area.getInt(COUNT);
        if (count < MAX_WORDS) {
            area.putInt(WORDS + (long) count * WORD, word);
            area.putInt(COUNT, count + 1);
        }
        eventfds.signal(VfioCcwDriver.CRW_IRQ);
    }

    /** Moves the oldest word, or 0, into the region, and signals again when more are left. */
    void next(Area region) {
        int count = area.getInt(COUNT);
        region.putInt(0, count == 0 ? 0 : area.getInt(WORDS));
        if (count > 0) {
            area.copy(WORDS, area, WORDS + WORD, (count - 1) * WORD);
            area.putInt(COUNT, count - 1);
        }
        if (count > 1) {
            eventfds.signal(VfioCcwDriver.CRW_IRQ);
        }
    }
}
