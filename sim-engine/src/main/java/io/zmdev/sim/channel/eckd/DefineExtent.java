package io.zmdev.sim.channel.eckd;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of DEFINE EXTENT.
 *
 * @param fileMask byte 0: bits 0-1 which writes are allowed, bits 3-4 which seeks, bits 5-6 authorization
 * @param blockSize bytes 2-3; 0 for the largest
 * @param firstTrack of the extent
 * @param lastTrack of the extent
 */
record DefineExtent(int fileMask, int globalAttributes, int blockSize, int firstTrack, int lastTrack) {

    /** In bytes; a longer parameter list has additions of no meaning here. */
    static final int SIZE = 16;

    static final int WRITES = 0xc0;
    /** All writes but those of home address and R0. */
    static final int INHIBIT_HOME_ADDRESS = 0x00;

    static final int INHIBIT_WRITES = 0x40;
    static final int UPDATES_ONLY = 0x80;
    static final int ALL_WRITES = 0xc0;

    static final int SEEKS = 0x18;
    static final int ALL_SEEKS = 0x00;
    static final int CYLINDER_AND_HEAD = 0x08;
    static final int HEAD_ONLY = 0x10;
    /** Neither seeks nor head switching. */
    static final int NO_SEEKS = 0x18;

    /** R0 of the longest data field with its count field. */
    static final int MAX_BLOCK_SIZE = Geometry.MAX_R0_DATA + Count.SIZE;

    static final int RESERVED = 0x20;
    private static final int ECKD_MODE = 0xc0;

    /** The parameters, or null when the storage control finds them invalid. */
    static @Nullable DefineExtent parse(Parameters parameters, Volume volume) {
        int fileMask = parameters.getByte(0);
        int global = parameters.getByte(1);
        int first = volume.track(parameters.getInt(8));
        int last = volume.track(parameters.getInt(12));
        if ((fileMask & RESERVED) != 0
                || (global & ECKD_MODE) != ECKD_MODE
                || parameters.getShort(2) > MAX_BLOCK_SIZE
                || !parameters.isZero(4, 2)
                || first < 0
                || last < first) {
            return null;
        }
        return new DefineExtent(fileMask, global, parameters.getShort(2), first, last);
    }
}
