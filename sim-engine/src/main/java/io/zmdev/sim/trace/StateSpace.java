package io.zmdev.sim.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All state of a simulation that changes: named, byte-addressed areas, all zero at first. While a {@link ChangeLog} is attached,
 * every write goes into it.
 *
 * <p>The hash of the state is kept incrementally: the sum over all aligned doublewords of a mix of address and value, zero
 * doublewords adding nothing. It depends on the contents alone, so that it is the same whichever way the contents came to be.
 */
public final class StateSpace {

    private final List<Area> areas = new ArrayList<>();
    private @Nullable ChangeLog log;
    private long hash;

    /**
     * Adds an area.
     *
     * @param size in bytes, at most 2^46
     * @throws IllegalArgumentException when the name is taken or the size out of range
     */
    public Area add(String name, long size) {
        if (find(name).isPresent()) {
            throw new IllegalArgumentException("there is an area " + name + " already");
        }
        Area area = new Area(this, name, areas.size(), size);
        areas.add(area);
        return area;
    }

    /** The areas in the order in which they were added. */
    public List<Area> areas() {
        return List.copyOf(areas);
    }

    public Optional<Area> find(String name) {
        return areas.stream().filter(area -> area.name().equals(name)).findFirst();
    }

    Area area(int index) {
        return areas.get(index);
    }

    /** Logs every write from here on. */
    public void attach(ChangeLog changes) {
        log = changes;
        hash = 0;
        for (Area area : areas) {
            hash += area.contentHash();
        }
    }

    /** Stops logging. */
    public void detach() {
        log = null;
    }

    /** The log that is attached. */
    @Nullable
    ChangeLog log() {
        return log;
    }

    /** The hash of the contents; kept up to date only while a log is, or was, attached. */
    public long hash() {
        return hash;
    }

    void setHash(long value) {
        hash = value;
    }

    void addToHash(long delta) {
        hash += delta;
    }

    /** What an aligned doubleword adds to the hash. */
    static long mix(long address, long value) {
        if (value == 0) {
            return 0;
        }
        long z = (value ^ Long.rotateLeft(address * 0x9e3779b97f4a7c15L, 31)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 29)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 32);
    }
}
