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
    private static final int LENGTH = 8;
    private static final int IS_PORT = 12;
    private static final int DATA = 16;

    private final Area area;

    CoalescedRing(StateSpace space) {
        area = space.add("kvm.coalesced", ParentDevice.PAGE);
    }

    boolean isFull() {
        return (last() + 1) % SLOTS == first();
    }

    boolean isEmpty() {
        return first() == last();
    }

    /** The number of the oldest entry, or of the next one while there is none. */
    int first() {
        return LittleEndian.getInt(area, FIRST);
    }

    int last() {
        return LittleEndian.getInt(area, LAST);
    }

    void put(long address, boolean port, byte[] data, int at, int length) {
        long entry = entry(last());
        LittleEndian.putLong(area, entry, address);
        LittleEndian.putInt(area, entry + LENGTH, length);
        LittleEndian.putInt(area, entry + IS_PORT, port ? 1 : 0);
        area.put(entry + DATA, data, at, length);
        LittleEndian.putInt(area, LAST, (last() + 1) % SLOTS);
    }

    long address() {
        return LittleEndian.getLong(area, entry(first()));
    }

    int length() {
        return LittleEndian.getInt(area, entry(first()) + LENGTH);
    }

    boolean isPort() {
        return LittleEndian.getInt(area, entry(first()) + IS_PORT) != 0;
    }

    /** Copies the data into a buffer of at least 8 bytes. */
    void data(byte[] target) {
        area.get(entry(first()) + DATA, target, 0, length());
    }

    /** Takes the oldest entry away. */
    void advance() {
        LittleEndian.putInt(area, FIRST, (first() + 1) % SLOTS);
    }

    private static long entry(int number) {
        return ENTRIES + (long) number * ENTRY_BYTES;
    }
}
