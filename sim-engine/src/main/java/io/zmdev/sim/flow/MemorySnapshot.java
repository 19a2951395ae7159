package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Area;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The contents of an area at one time.
 *
 * @param pages by offset, those that had been written
 */
record MemorySnapshot(Map<Long, byte[]> pages) {

    private static final int PAGE = 4096;

    static MemorySnapshot of(Area area) {
        Map<Long, byte[]> pages = new HashMap<>();
        area.forEachPage(offset -> pages.put(offset, page(area, offset)));
        return new MemorySnapshot(pages);
    }

    /** Each maximal run of bytes that differ from the snapshot, in ascending order. */
    List<Run.MemoryChange> differences(Area area) {
        List<Run.MemoryChange> changes = new ArrayList<>();
        area.forEachPage(offset -> addDifferences(offset, page(area, offset), changes));
        return changes;
    }

    private void addDifferences(long offset, byte[] after, List<Run.MemoryChange> changes) {
        byte[] before = pages.getOrDefault(offset, new byte[after.length]);
        int at = Arrays.mismatch(before, after);
        while (at >= 0) {
            int end = at;
            while (end < after.length && before[end] != after[end]) {
                end++;
            }
            add(new Run.MemoryChange(offset + at, Arrays.copyOfRange(after, at, end)), changes);
            int next = Arrays.mismatch(before, end, before.length, after, end, after.length);
            at = next < 0 ? -1 : end + next;
        }
    }

    /** Joins a run that goes on across the end of a page. */
    private static void add(Run.MemoryChange change, List<Run.MemoryChange> changes) {
        if (!changes.isEmpty()) {
            Run.MemoryChange last = changes.getLast();
            if (last.at() + last.bytes().length == change.at()) {
                byte[] joined = Arrays.copyOf(last.bytes(), last.bytes().length + change.bytes().length);
                System.arraycopy(change.bytes(), 0, joined, last.bytes().length, change.bytes().length);
                changes.set(changes.size() - 1, new Run.MemoryChange(last.at(), joined));
                return;
            }
        }
        changes.add(change);
    }

    private static byte[] page(Area area, long offset) {
        return area.get(offset, (int) Math.min(PAGE, area.size() - offset));
    }
}
