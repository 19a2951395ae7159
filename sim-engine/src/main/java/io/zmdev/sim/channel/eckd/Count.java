package io.zmdev.sim.channel.eckd;

/**
 * Count fields, 8 bytes as a {@code long}: cylinder and head (4 bytes), record number (1), key length (1), data length (2).
 */
final class Count {

    /** In bytes. */
    static final int SIZE = 8;

    /** What stands where a track has no further record; no record has this count field. */
    static final long END_OF_TRACK = -1;

    private Count() {}

    static long of(int cchh, int recordNumber, int keyLength, int dataLength) {
        return (long) cchh << 32 | (recordNumber & 0xffL) << 24 | (keyLength & 0xffL) << 16 | (dataLength & 0xffffL);
    }

    static int recordNumber(long count) {
        return (int) (count >>> 24) & 0xff;
    }

    static int keyLength(long count) {
        return (int) (count >>> 16) & 0xff;
    }

    static int dataLength(long count) {
        return (int) count & 0xffff;
    }

    /** Count, key and data field together, in bytes. */
    static int recordLength(long count) {
        return SIZE + keyLength(count) + dataLength(count);
    }

    /** Cylinder, head and record number, as a search for an identifier compares them. */
    static long identifier(long count) {
        return count >>> 24;
    }
}
