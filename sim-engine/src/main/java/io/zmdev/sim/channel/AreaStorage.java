package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;

/** Storage that is one area from address 0 on. */
public final class AreaStorage implements Storage {

    private final Area area;

    public AreaStorage(Area area) {
        this.area = area;
    }

    @Override
    public boolean contains(long address, int length) {
        return address >= 0 && address <= area.size() - length;
    }

    @Override
    public boolean fetch(long address, byte[] target, int at, int length) {
        if (!contains(address, length)) {
            return false;
        }
        area.noteRead(address, length);
        area.get(address, target, at, length);
        return true;
    }

    @Override
    public boolean store(long address, byte[] source, int at, int length) {
        if (!contains(address, length)) {
            return false;
        }
        area.put(address, source, at, length);
        return true;
    }

    @Override
    public int fetchInt(long address) {
        area.noteRead(address, 4);
        return area.getInt(address);
    }

    @Override
    public long fetchLong(long address) {
        area.noteRead(address, 8);
        return area.getLong(address);
    }
}
