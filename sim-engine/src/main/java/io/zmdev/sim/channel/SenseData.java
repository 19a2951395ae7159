package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;

/** The 32 sense bytes that a device holds until they are sensed. */
public final class SenseData {

    /** In bytes. */
    public static final int SIZE = 32;

    public static final int COMMAND_REJECT = 0x80;
    public static final int INTERVENTION_REQUIRED = 0x40;

    private final Area area;
    private final long offset;

    public SenseData(Area area, long offset) {
        this.area = area;
        this.offset = offset;
    }

    /** Replaces all bytes: zeros, then the given ones. */
    public void set(int... bytes) {
        clear();
        for (int i = 0; i < bytes.length; i++) {
            area.putByte(offset + i, bytes[i]);
        }
    }

    public void clear() {
        area.clear(offset, SIZE);
    }

    public int get(int index) {
        return area.getByte(offset + index);
    }

    public void get(byte[] target) {
        area.get(offset, target, 0, SIZE);
    }
}
