package io.zmdev.sim.mmio;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;

/**
 * The page in which KVM leaves coalesced writes for QEMU ({@code struct kvm_coalesced_mmio_ring}): first and last, then entries of
 * 24 bytes with address, length, kind and data.
 */
final class CoalescedRing {

    /** KVM_COALESCED_MMIO_MAX; one slot stays empty. */
    static final int SLOTS = 170;

    private static final long FIRST = 0;
    private static final long LAST = 4;
    private static final long ENTRIES = 8;
    private static final int ENTRY_BYTES = 24;
    /** Length and, in the upper half, whether it is a port: written and read as one. */
    private static final int LENGTH_AND_KIND = 8;

    private static final long PORT = 1L << Integer.SIZE;
    private static final int DATA = 16;

    private final Area area;

    CoalescedRing(StateSpace space) {
        area = space.add("kvm.coalesced", ParentDevice.PAGE);
    }

    /** Whether there is no room for an entry of this number, the next one. */
    boolean isFull(int number) {
        return next(number) == first();
    }

    /** The number of the oldest entry, or of the next one while there is none. */
    int first() {
        return LittleEndian.getInt(area, FIRST);
    }

    /** The number of the next entry: that after the newest. */
    int last() {
        return LittleEndian.getInt(area, LAST);
    }

    /**
     * Adds the next entry.
     *
     * @param value of up to 8 bytes
     */
    void put(int number, long address, boolean port, long value, int length) {
        long entry = entry(number);
        LittleEndian.putLong(area, entry, address);
        LittleEndian.putLong(area, entry + LENGTH_AND_KIND, port ? length | PORT : length);
        LittleEndian.putLong(area, entry + DATA, value);
        LittleEndian.putInt(area, LAST, next(number));
    }

    long address(int number) {
        return LittleEndian.getLong(area, entry(number));
    }

    /** The two that {@link #length} and {@link #isPort} take apart. */
    long lengthAndKind(int number) {
        return LittleEndian.getLong(area, entry(number) + LENGTH_AND_KIND);
    }

    static int length(long lengthAndKind) {
        return (int) lengthAndKind;
    }

    static boolean isPort(long lengthAndKind) {
        return lengthAndKind >= PORT;
    }

    long value(int number) {
        return LittleEndian.getLong(area, entry(number) + DATA);
    }

    /** Takes the oldest entry away; the number of the one after it. */
    int takeAway(int number) {
        LittleEndian.putInt(area, FIRST, next(number));
        return next(number);
    }

    private static int next(int number) {
        return number + 1 == SLOTS ? 0 : number + 1;
    }

    private static long entry(int number) {
        return ENTRIES + (long) number * ENTRY_BYTES;
    }
}
