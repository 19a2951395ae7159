package io.zmdev.sim.channel.eckd;

import org.jspecify.annotations.Nullable;

/**
 * The parameters of LOCATE RECORD and LOCATE RECORD EXTENDED.
 *
 * @param orientation where the operation begins: one of {@link #ORIENT_COUNT}, {@link #ORIENT_HOME}, {@link #ORIENT_DATA}, {@link
 *     #ORIENT_INDEX}
 * @param operation which commands the domain may have
 * @param count of these commands, 0..255
 * @param readCountSuffixed whether the last of them may be READ COUNT although the domain writes
 * @param track the seek address
 * @param searchArgument CCHHR, 5 bytes
 * @param transferLength in bytes, 0 when not given
 */
record LocateRecord(
        int orientation,
        int operation,
        int count,
        boolean readCountSuffixed,
        int track,
        long searchArgument,
        int transferLength) {

    /** In bytes. */
    static final int SIZE = 16;

    /** In bytes, without extended parameters. */
    static final int EXTENDED_SIZE = 20;

    static final int ORIENT_COUNT = 0x00;
    static final int ORIENT_HOME = 0x40;
    static final int ORIENT_DATA = 0x80;
    static final int ORIENT_INDEX = 0xc0;
    private static final int ORIENTATION = 0xc0;
    private static final int OPERATION = 0x3f;

    static final int ORIENT = 0x00;
    static final int WRITE_DATA = 0x01;
    static final int FORMAT_WRITE = 0x03;
    static final int READ_DATA = 0x06;
    static final int WRITE_TRACK = 0x0b;
    static final int READ_TRACKS = 0x0c;
    static final int READ = 0x16;

    private static final int LENGTH_VALID = 0x80;
    private static final int READ_COUNT_SUFFIX = 0x01;

    /** Where operation and length of the extended parameters stand, which go with operation 3F alone, of which there is none here. */
    private static final int EXTENDED = 17;

    private static final int NO_SECTOR = 0xff;

    /**
     * The parameters, or null when the storage control finds them invalid.
     *
     * @param parameters of {@link #SIZE} or {@link #EXTENDED_SIZE} bytes
     * @param blockSize of the extent, in bytes
     */
    static @Nullable LocateRecord parse(Parameters parameters, Volume volume, int blockSize) {
        boolean extended = parameters.bytes().length == EXTENDED_SIZE;
        int orientation = parameters.getByte(0) & ORIENTATION;
        int operation = parameters.getByte(0) & OPERATION;
        int auxiliary = parameters.getByte(1);
        int count = parameters.getByte(3);
        int track = volume.track(parameters.getInt(4));
        int sector = parameters.getByte(13);
        int length = parameters.getShort(14);
        boolean lengthValid = (auxiliary & LENGTH_VALID) != 0;
        boolean suffixed = (auxiliary & READ_COUNT_SUFFIX) != 0;
        if (!isOperation(operation, orientation)
                || (auxiliary & ~(LENGTH_VALID | READ_COUNT_SUFFIX)) != 0
                || (suffixed && (count < 2 || (operation != WRITE_DATA && operation != READ)))
                || parameters.getByte(2) != 0
                || (extended && !parameters.isZero(EXTENDED, 3))
                || (operation == ORIENT) != (count == 0)
                || track < 0
                || (sector >= Geometry.SECTORS && sector != NO_SECTOR)
                || lengthValid != (length != 0)
                || length > blockSize) {
            return null;
        }
        long argument = ((long) parameters.getInt(8) << 8 & 0xffffffff00L) | parameters.getByte(12);
        return new LocateRecord(orientation, operation, count, suffixed, track, argument, length);
    }

    /** Whether the domain may write. */
    boolean isWrite() {
        return operation == WRITE_DATA || operation == FORMAT_WRITE || operation == WRITE_TRACK;
    }

    private static boolean isOperation(int operation, int orientation) {
        return switch (operation) {
            case ORIENT, READ_DATA -> orientation != ORIENT_INDEX;
            case WRITE_DATA -> orientation == ORIENT_COUNT || orientation == ORIENT_DATA;
            case FORMAT_WRITE -> orientation != ORIENT_DATA;
            case WRITE_TRACK -> orientation == ORIENT_COUNT;
            case READ_TRACKS -> orientation == ORIENT_COUNT || orientation == ORIENT_HOME;
            case READ -> true;
            default -> false;
        };
    }
}
