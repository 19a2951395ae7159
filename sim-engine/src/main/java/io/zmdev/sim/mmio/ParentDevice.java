package io.zmdev.sim.mmio;

import io.zmdev.sim.mmio.MmioScenario.ParentBar;
import io.zmdev.sim.mmio.region.RegionShape;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The physical device behind the mediated ones: its BARs, and which device's mapping has which page. */
final class ParentDevice {

    static final long PAGE = RegionShape.PAGE;

    private static final int NOBODY = 0;

    private final Map<Integer, ParentBar> bars;
    private final Map<Integer, Area> memory = new HashMap<>();
    private final Map<Integer, Area> owners = new HashMap<>();

    ParentDevice(StateSpace space, Map<Integer, ParentBar> bars) {
        this.bars = new TreeMap<>(bars);
        this.bars.forEach((index, bar) -> {
            memory.put(index, space.add("parent.bar" + index, bar.size()));
            owners.put(index, space.add("parent.owners.bar" + index, (bar.size() + PAGE - 1) / PAGE * Integer.BYTES));
        });
    }

    /** The memory of the BAR with this index. */
    Optional<Area> bar(int index) {
        return Optional.ofNullable(memory.get(index));
    }

    /** The host physical address of a byte of a BAR that is there. */
    long address(int index, long offset) {
        return known(bars, index).address() + offset;
    }

    /** The offset in a BAR that is there of a host physical address. */
    long offset(int index, long address) {
        return address - known(bars, index).address();
    }

    /** Whether the whole page is in the BAR with this index. */
    boolean hasPage(int index, long offset) {
        ParentBar bar = bars.get(index);
        return bar != null && offset >= 0 && offset <= bar.size() - PAGE;
    }

    /**
     * A device maps a page.
     *
     * @return the number of another device that has it mapped already, or -1
     */
    int map(int index, long offset, int device) {
        Area area = known(owners, index);
        long at = offset / PAGE * Integer.BYTES;
        int owner = LittleEndian.getInt(area, at);
        if (owner == NOBODY) {
            LittleEndian.putInt(area, at, device + 1);
            return -1;
        }
        return owner == device + 1 ? -1 : owner - 1;
    }

    private static <T> T known(Map<Integer, T> map, int index) {
        return Optional.ofNullable(map.get(index)).orElseThrow();
    }
}
