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

    /** Word 0 of the SCSW. */
    public int scsw() {
        return area.getInt(SCSW);
    }

    public void setScsw(int word0) {
        area.putInt(SCSW, word0);
    }

    /** Clears the bits of {@code mask} in word 0 of the SCSW and sets {@code bits}. */
    public void replaceScsw(int mask, int bits) {
        area.putInt(SCSW, (area.getInt(SCSW) & ~mask) | bits);
    }

    /** The flags of the PMCW. */
    public int flags() {
        return area.getShort(SCHIB + Schib.FLAGS);
    }

    public boolean isOperational() {
        return (flags() & Schib.OPERATIONAL) == Schib.OPERATIONAL;
    }

    public boolean hasConcurrentSense() {
        return (area.getInt(SCHIB + Schib.CHARACTERISTICS) & Schib.CONCURRENT_SENSE) != 0;
    }

    public int interruptionParameter() {
        return area.getInt(SCHIB + Schib.INTPARM);
    }

    /** 0..7. */
    public int interruptionSubclass() {
        return (flags() & Schib.ISC) >>> Schib.ISC_SHIFT;
    }

    /** The control word of the ORB. */
    int control() {
        return area.getInt(ORB + Orb.CONTROL);
    }
}
