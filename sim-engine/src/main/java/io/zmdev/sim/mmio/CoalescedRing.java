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
    static final int ENTRY_BYTES = 24;

    /** Where the data stand in an entry. */
    static final int DATA = 16;

    private static final int LENGTH = 8;
    private static final int KIND = 12;

    private final Area area;
    private final byte[] added = new byte[ENTRY_BYTES];

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
        LittleEndian.putLong(added, 0, address);
        LittleEndian.putLong(added, LENGTH, (port ? 1L << Integer.SIZE : 0) | length);
        LittleEndian.putLong(added, DATA, value);
        area.put(entry(number), added);
        LittleEndian.putInt(area, LAST, next(number));
    }

    /** Copies an entry to {@value #ENTRY_BYTES} bytes, which the methods below read. */
    void get(int number, byte[] entry) {
        area.get(entry(number), entry, 0, ENTRY_BYTES);
    }

    static long address(byte[] entry) {
        return LittleEndian.getLong(entry, 0);
    }

    static int length(byte[] entry) {
        return LittleEndian.getInt(entry, LENGTH);
    }

    static boolean isPort(byte[] entry) {
        return LittleEndian.getInt(entry, KIND) != 0;
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
