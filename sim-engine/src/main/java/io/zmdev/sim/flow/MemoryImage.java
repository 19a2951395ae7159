package io.zmdev.sim.flow;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongFunction;

/**
 * The memory of a scenario's guest where no simulation keeps it: what it holds at the start, and what differs from that later.
 * Not safe for several threads.
 */
public final class MemoryImage {

    /** In bytes. */
    public static final int PAGE = GuestMemory.PAGE;

    private final Area area;
    private final MemorySnapshot start;

    private MemoryImage(Area area) {
        this.area = area;
        this.start = MemorySnapshot.of(area);
    }

    /** What the memory holds at the start. */
    public static MemoryImage of(Scenario scenario) {
        Area area = new StateSpace().add("guest", scenario.memory().size());
        load(scenario, area);
        return new MemoryImage(area);
    }

    /** Data first, then the programs. */
    static void load(Scenario scenario, Area area) {
        for (GuestMemory.Data data : scenario.memory().data()) {
            area.put(data.at(), data.bytes());
        }
        for (Scenario.Segment segment : scenario.program()) {
            long at = segment.at();
            for (long ccw : segment.ccws()) {
                area.putLong(at, ccw);
                at += Long.BYTES;
            }
        }
    }

    /** Takes a page, {@value #PAGE} bytes at a guest address. */
    @FunctionalInterface
    public interface PageVisitor {
        void visit(long at, byte[] bytes);
    }

    /** The pages that hold anything at the start; all others are zero. */
    public void forEachPage(PageVisitor visitor) {
        area.forEachPage(at -> visitor.visit(at, area.get(at, PAGE)));
    }

    /**
     * Each maximal run of bytes that differ from the start.
     *
     * @param page gives the {@value #PAGE} bytes that are at a guest address at the end
     */
    public List<Run.MemoryChange> changes(LongFunction<byte[]> page) {
        for (long at = 0; at < area.size(); at += PAGE) {
            byte[] bytes = page.apply(at);
            if (!Arrays.equals(bytes, area.get(at, PAGE))) {
                area.put(at, bytes);
            }
        }
        return start.differences(area);
    }
}
