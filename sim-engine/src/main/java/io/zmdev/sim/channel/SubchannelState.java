package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;

/**
 * Where the state of a subchannel stands in its area: SCHIB, ORB, sense data and the place in the channel program.
 *
 * @param area at least {@link #SIZE} bytes
 */
public record SubchannelState(Area area) {

    /** In bytes. */
    public static final int SIZE = 0x100;

    public static final long SCHIB = 0;
    public static final long SCSW = SCHIB + Schib.SCSW;
    public static final long ORB = 0x40;
    public static final long SENSE = 0x60;
    /** The address of the current CCW, 4 bytes. */
    public static final long CCW_ADDRESS = 0x80;
    /** The command of the last CCW, 2 bytes; 0 while there is none. */
    public static final long LAST_COMMAND = 0x84;
    /** CCWs without a data address in this program, 2 bytes. */
    public static final long NO_DATA_COUNT = 0x86;
    /** Working storage of an interpreter, up to {@link #SIZE}. */
    public static final long WORK = 0x90;

    int scsw() {
        return area.getInt(SCSW);
    }

    void setScsw(int word0) {
        area.putInt(SCSW, word0);
    }

    /** Clears the bits of {@code mask} in word 0 of the SCSW and sets {@code bits}. */
    void replaceScsw(int mask, int bits) {
        area.putInt(SCSW, area.getInt(SCSW) & ~mask | bits);
    }

    int flags() {
        return area.getShort(SCHIB + Schib.FLAGS);
    }

    boolean isOperational() {
        return (flags() & Schib.OPERATIONAL) == Schib.OPERATIONAL;
    }

    boolean hasConcurrentSense() {
        return (area.getInt(SCHIB + Schib.CHARACTERISTICS) & Schib.CONCURRENT_SENSE) != 0;
    }

    int control() {
        return area.getInt(ORB + Orb.CONTROL);
    }
}
