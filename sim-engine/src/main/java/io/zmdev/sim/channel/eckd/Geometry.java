package io.zmdev.sim.channel.eckd;

/**
 * The geometry of a 3390. Space on a track is counted in cells of 34 bytes; Linux {@code recs_per_track} has the same formulas.
 *
 * @param cylinders 1..65520
 */
public record Geometry(int cylinders) {

    public static final Geometry MODEL_3 = new Geometry(3339);
    public static final Geometry MODEL_9 = new Geometry(10017);
    public static final Geometry MODEL_27 = new Geometry(32760);

    /** Tracks, or heads, of a cylinder. */
    public static final int HEADS = 15;

    /** Sectors of a track. */
    public static final int SECTORS = 224;

    /** In bytes. */
    public static final int TRACK_LENGTH = 58786;

    /** What home address and R0 take of a track, in bytes. */
    public static final int HOME_ADDRESS_AND_R0 = 1428;

    /** The longest data field of R0, in bytes. */
    public static final int MAX_R0_DATA = 57326;

    /** The longest data field of R1 without a key, in bytes. */
    public static final int MAX_R1_DATA = 56664;

    /** Cells of a track behind R0. */
    static final int CELLS = 1729;

    private static final int CELL = 34;
    private static final int SEGMENT = 232;
    private static final int FIELD_OVERHEAD = 9;
    private static final int RECORD_OVERHEAD = 10;
    private static final int SECTORS_BEFORE_R1 = 49;
    private static final int CELLS_PER_SECTOR = 8;
    private static final int MAX_CYLINDERS = 65520;

    public Geometry {
        if (cylinders < 1 || cylinders > MAX_CYLINDERS) {
            throw new IllegalArgumentException(cylinders + " cylinders are not in 1.." + MAX_CYLINDERS);
        }
    }

    /** The number of tracks. */
    public int tracks() {
        return cylinders * HEADS;
    }

    /** The number of records of equal length that fit on a track behind R0; lengths of key and data in bytes. */
    public static int recordsPerTrack(int keyLength, int dataLength) {
        return CELLS / cells(keyLength, dataLength);
    }

    /** The sector before record 1.. of a track whose records have no key and data of this length. */
    public static int sector(int recordNumber, int dataLength) {
        return (SECTORS_BEFORE_R1 + (recordNumber - 1) * cells(0, dataLength)) / CELLS_PER_SECTOR;
    }

    /** The cells that a record takes. */
    static int cells(int keyLength, int dataLength) {
        return RECORD_OVERHEAD + (keyLength == 0 ? 0 : fieldCells(keyLength)) + fieldCells(dataLength);
    }

    private static int fieldCells(int length) {
        int segments = Math.ceilDiv(length + 6, SEGMENT) + 1;
        return FIELD_OVERHEAD + Math.ceilDiv(length + 6 * segments, CELL);
    }
}
