package io.zmdev.sim.channel;

/**
 * Channel command words. Format 1: command, flags, 16-bit count, 31-bit address. Format 0: command, 24-bit address, flags, a
 * reserved byte, 16-bit count. Either is handled as a {@code long} in format 1.
 */
public final class Ccw {

    /** In bytes. */
    public static final int SIZE = 8;

    public static final int WRITE = 0x01;
    public static final int READ = 0x02;
    public static final int NOP = 0x03;
    public static final int SENSE = 0x04;
    public static final int TIC = 0x08;
    public static final int SENSE_ID = 0xe4;

    public static final int CHAIN_DATA = 0x80;
    public static final int CHAIN_COMMAND = 0x40;
    public static final int SUPPRESS_LENGTH = 0x20;
    public static final int SKIP = 0x10;
    public static final int PCI = 0x08;
    public static final int IDA = 0x04;
    public static final int SUSPEND = 0x02;
    public static final int MIDA = 0x01;

    private Ccw() {}

    public static int command(long ccw) {
        return (int) (ccw >>> 56);
    }

    public static int flags(long ccw) {
        return (int) (ccw >>> 48) & 0xff;
    }

    public static int count(long ccw) {
        return (int) (ccw >>> 32) & 0xffff;
    }

    /** The data address, or the target of a TRANSFER IN CHANNEL; 0..2^32-1. */
    public static long address(long ccw) {
        return ccw & 0xffffffffL;
    }

    public static long of(int command, int flags, int count, long address) {
        return (long) command << 56 | (long) flags << 48 | (long) count << 32 | (address & 0xffffffffL);
    }

    /** A format-0 CCW in format 1; a TRANSFER IN CHANNEL (any code x8) loses its flags and count. */
    public static long fromFormat0(long ccw) {
        int command = (int) (ccw >>> 56);
        long address = ccw >>> 32 & 0xffffff;
        return isTicFormat0(command)
                ? of(TIC, 0, 0, address)
                : of(command, (int) (ccw >>> 24) & 0xff, (int) ccw & 0xffff, address);
    }

    /** A format-1 CCW in format 0; the address must fit into 24 bits. */
    public static long toFormat0(long ccw) {
        return (long) command(ccw) << 56 | (address(ccw) & 0xffffff) << 32 | (long) flags(ccw) << 24 | count(ccw);
    }

    /** In format 1 only the code 08 is TRANSFER IN CHANNEL. */
    public static boolean isTic(long ccw) {
        return command(ccw) == TIC;
    }

    /** Whether command chaining or data chaining is on. */
    public static boolean isChained(long ccw) {
        return (flags(ccw) & (CHAIN_COMMAND | CHAIN_DATA)) != 0;
    }

    public static boolean has(long ccw, int flag) {
        return (flags(ccw) & flag) != 0;
    }

    public static boolean isRead(int command) {
        return (command & 0x03) == 0x02;
    }

    public static boolean isReadBackward(int command) {
        return (command & 0x0f) == 0x0c;
    }

    public static boolean isSense(int command) {
        return (command & 0x0f) == 0x04;
    }

    /** Whether the skip flag is effective for the command: read, read backward and sense (PoP, SKIP flag). */
    public static boolean canSkip(int command) {
        return isRead(command) || isReadBackward(command) || isSense(command);
    }

    private static boolean isTicFormat0(int command) {
        return (command & 0x0f) == TIC;
    }
}
