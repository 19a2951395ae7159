package io.zmdev.sim.flow;

import java.util.List;

/**
 * The memory of a scenario's guest.
 *
 * @param size in bytes, a multiple of 4096, at most 2 GiB
 * @param unmapped ranges that user space has not mapped for DMA
 * @param data what the memory holds at the start besides the program
 */
public record GuestMemory(long size, List<Hole> unmapped, List<Data> data) {

    public static final long MAX_SIZE = 1L << 31;
    public static final int PAGE = 4096;

    public GuestMemory {
        unmapped = List.copyOf(unmapped);
        data = List.copyOf(data);
    }

    /**
     * An unmapped range.
     *
     * @param at guest address, a multiple of 4096
     * @param size in bytes, a multiple of 4096
     */
    public record Hole(long at, long size) {}

    /**
     * Bytes at a guest address.
     *
     * @param bytes not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Data(long at, byte[] bytes) {}
}
