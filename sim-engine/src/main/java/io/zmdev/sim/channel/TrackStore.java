package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;

/**
 * The tracks of a volume in an area, 64 KiB for each, sparse. A track that was never formatted has 12 records of 4 KiB without
 * keys. A formatted track starts with the number of its records plus 1 (2 bytes); from byte 16 on a 16-byte entry for each: the count
 * field (cylinder, head, record, key length, data length) and where key and data start; these lie behind the first 4 KiB.
 */
final class TrackStore {

    static final long TRACK_SIZE = 1 << 16;

    private static final int ENTRIES = 16;
    private static final int ENTRY = 16;
    private static final int PLACE = 8;
    private static final int MAX_RECORDS = 254;
    private static final int CONTENTS = 4096;

    private final Area area;

    TrackStore(Area area) {
        this.area = area;
    }

    /**
     * A record.
     *
     * @param number 0..255
     * @param keyLength 0..255
     * @param dataLength 0..65535, 0 for an end of file
     * @param place of key and data in the area
     */
    record Entry(int cylinder, int head, int number, int keyLength, int dataLength, long place) {}

    private boolean isFormatted(long track) {
        return area.getShort(track * TRACK_SIZE) != 0;
    }

    /** The number of records after record 0. */
    int records(long track) {
        return isFormatted(track) ? area.getShort(track * TRACK_SIZE) - 1 : EckdGeometry.BLOCKS_PER_TRACK;
    }

    /** The record at this position of the track, 0 the first after record 0. */
    Entry record(long track, int position) {
        int cylinder = (int) (track / EckdGeometry.TRACKS_PER_CYLINDER);
        int head = (int) (track % EckdGeometry.TRACKS_PER_CYLINDER);
        long base = track * TRACK_SIZE;
        if (!isFormatted(track)) {
            int number = position + 1;
            return new Entry(
                    cylinder,
                    head,
                    number,
                    0,
                    EckdGeometry.BLOCK,
                    base + CONTENTS + (long) position * EckdGeometry.BLOCK);
        }
        long entry = base + ENTRIES + (long) position * ENTRY;
        return new Entry(
                area.getShort(entry),
                area.getShort(entry + 2),
                area.getByte(entry + 4),
                area.getByte(entry + 5),
                area.getShort(entry + 6),
                base + area.getInt(entry + PLACE));
    }

    /** Writes a record behind {@code position} others and drops what follows; false when the track has no room for it. */
    boolean format(long track, int position, byte[] count, byte[] keyAndData, int length) {
        int start = CONTENTS;
        if (position > 0) {
            Entry last = record(track, position - 1);
            start = (int) (last.place() - track * TRACK_SIZE) + last.keyLength() + last.dataLength();
        }
        if (position >= MAX_RECORDS || start + length > CONTENTS + EckdGeometry.MAX_RECORD_ZERO) {
            return false;
        }
        if (!isFormatted(track) && position > 0) {
            makeEntries(track, position);
        }
        long base = track * TRACK_SIZE;
        long entry = base + ENTRIES + (long) position * ENTRY;
        area.put(entry, count, 0, PLACE);
        area.putInt(entry + PLACE, start);
        area.put(base + start, keyAndData, 0, length);
        area.putShort(base, position + 2);
        return true;
    }

    /** Gives the records of a track that was never formatted the entries that they stand for. */
    private void makeEntries(long track, int records) {
        for (int i = 0; i < records; i++) {
            Entry record = record(track, i);
            long entry = track * TRACK_SIZE + ENTRIES + (long) i * ENTRY;
            area.putShort(entry, record.cylinder());
            area.putShort(entry + 2, record.head());
            area.putByte(entry + 4, record.number());
            area.putByte(entry + 5, record.keyLength());
            area.putShort(entry + 6, record.dataLength());
            area.putInt(entry + PLACE, (int) (record.place() - track * TRACK_SIZE));
        }
    }

    void read(Entry record, int offset, byte[] target, int length) {
        area.noteRead(record.place() + offset, length);
        area.get(record.place() + offset, target, 0, length);
    }

    void write(Entry record, int offset, byte[] source, int length) {
        area.put(record.place() + offset, source, 0, length);
    }
}
