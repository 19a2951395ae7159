package io.zmdev.sim.flow;

import io.zmdev.sim.vfioccw.DmaMappings;
import java.util.ArrayList;
import java.util.Comparator;
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

    /** The ranges that user space maps for DMA, in ascending order: all but the holes. */
    public List<DmaMappings.Mapping> mapped() {
        List<DmaMappings.Mapping> ranges = new ArrayList<>();
        long at = 0;
        List<Hole> holes =
                unmapped.stream().sorted(Comparator.comparingLong(Hole::at)).toList();
        for (Hole hole : holes) {
            if (hole.at() > at) {
                ranges.add(new DmaMappings.Mapping(at, hole.at() - at));
            }
            at = Math.max(at, hole.at() + hole.size());
        }
        if (at < size) {
            ranges.add(new DmaMappings.Mapping(at, size - at));
        }
        return ranges;
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
