package io.zmdev.sim.channel.eckd;

import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;
import java.util.function.IntConsumer;

/**
 * The tracks of a volume on a sparse area. A track is its home address (flag byte and CCHH), R0 and the other records one after
 * the other, and eight bytes FF; this is also the image of a track that {@link #load} takes and {@link #save} gives.
 *
 * <p>A track whose structure was never written has the layout that Linux makes: R0 of 8 bytes and twelve records of 4096 bytes
 * without a key, data zero. Positions on a track are offsets of count fields from the home address.
 */
public final class Volume {

    /** The home address: a flag byte, CC, HH. */
    static final int HOME_ADDRESS = 5;

    /** The place of R0. */
    static final int R0 = HOME_ADDRESS;

    static final int STANDARD_R0_DATA = 8;
    static final int STANDARD_RECORDS = 12;
    static final int STANDARD_DATA = 4096;

    /** The place of R1 behind a standard R0. */
    static final int STANDARD_R1 = R0 + Count.SIZE + STANDARD_R0_DATA;

    private static final int STANDARD_END = STANDARD_R1 + STANDARD_RECORDS * (Count.SIZE + STANDARD_DATA);

    private static final int SLOT = 0x10000;
    /** The first byte of a slot tells whether the structure was written. */
    private static final int IMAGE = 8;

    private final Geometry geometry;
    private final Area area;

    /** Adds the area {@code name}. */
    public Volume(StateSpace space, String name, Geometry geometry) {
        this.geometry = geometry;
        this.area = space.add(name, (long) geometry.tracks() * SLOT);
    }

    public Geometry geometry() {
        return geometry;
    }

    /**
     * Replaces a track.
     *
     * @param track 0..tracks-1
     * @param image home address, R0, records, end mark; at most 0xfff0 bytes
     * @throws IllegalArgumentException when there is no such track, or the image has no R0 or no end
     */
    public void load(int track, byte[] image) {
        if (track < 0 || track >= geometry.tracks()) {
            throw new IllegalArgumentException(
                    "track %d is not on a volume of %d tracks".formatted(track, geometry.tracks()));
        }
        if (image.length > SLOT - 2 * IMAGE) {
            throw new IllegalArgumentException("a track image of " + image.length + " bytes is too long");
        }
        long slot = slot(track);
        area.putByte(slot, 1);
        area.put(slot + IMAGE, image);
        int end = R0;
        while (end <= image.length - Count.SIZE && count(track, end) != Count.END_OF_TRACK) {
            end += Count.recordLength(count(track, end));
        }
        if (end == R0 || end > image.length - Count.SIZE) {
            throw new IllegalArgumentException("the image of track " + track + " has no R0 or no end");
        }
    }

    /** The image of a track. */
    public byte[] save(int track) {
        int end = R0;
        while (count(track, end) != Count.END_OF_TRACK) {
            end += Count.recordLength(count(track, end));
        }
        byte[] image = new byte[end + Count.SIZE];
        area.get(slot(track) + IMAGE, image, 0, image.length);
        if (!isStructured(track)) {
            putLong(image, 0, (cchh(track) & 0xffffffffL) << 24);
            for (int at = R0; at <= end; at += at == end ? Count.SIZE : Count.recordLength(count(track, at))) {
                putLong(image, at, count(track, at));
            }
        }
        return image;
    }

    /** Visits every track on which something was written, in ascending order. */
    public void forEachWrittenTrack(IntConsumer visitor) {
        int[] last = {-1};
        area.forEachPage(offset -> {
            int track = (int) (offset / SLOT);
            if (track != last[0]) {
                last[0] = track;
                visitor.accept(track);
            }
        });
    }

    /** Cylinder and head of a track, as count fields and addresses have them. */
    static int cchh(int track) {
        return (track / Geometry.HEADS) << 16 | track % Geometry.HEADS;
    }

    /** The track of a cylinder and head, or -1 when there is none. */
    int track(int cchh) {
        int cylinder = cchh >>> 16;
        int head = cchh & 0xffff;
        return cylinder < geometry.cylinders() && head < Geometry.HEADS ? cylinder * Geometry.HEADS + head : -1;
    }

    /** Flag byte and CCHH. */
    byte[] homeAddress(int track) {
        if (isStructured(track)) {
            return area.get(slot(track) + IMAGE, HOME_ADDRESS);
        }
        byte[] bytes = new byte[HOME_ADDRESS];
        int cchh = cchh(track);
        for (int i = 0; i < 4; i++) {
            bytes[1 + i] = (byte) (cchh >>> (24 - 8 * i));
        }
        return bytes;
    }

    /** The count field at this place, or {@link Count#END_OF_TRACK}. */
    long count(int track, int place) {
        if (isStructured(track)) {
            return area.getLong(slot(track) + IMAGE + place);
        }
        if (place == R0) {
            return Count.of(cchh(track), 0, 0, STANDARD_R0_DATA);
        }
        if (place >= STANDARD_END) {
            return Count.END_OF_TRACK;
        }
        int recordNumber = (place - STANDARD_R1) / (Count.SIZE + STANDARD_DATA) + 1;
        return Count.of(cchh(track), recordNumber, 0, STANDARD_DATA);
    }

    /** Where the record behind R0 is, or would be. */
    int r1(int track) {
        return R0 + Count.recordLength(count(track, R0));
    }

    /** Copies bytes of a record's key or data field, {@code skip} bytes behind its count field. */
    void get(int track, int place, int skip, byte[] target, int at, int length) {
        long from = slot(track) + IMAGE + place + Count.SIZE + skip;
        area.noteRead(from, length);
        area.get(from, target, at, length);
    }

    /** Writes bytes of a record's key or data field, {@code skip} bytes behind its count field. */
    void put(int track, int place, int skip, byte[] source, int at, int length) {
        area.put(slot(track) + IMAGE + place + Count.SIZE + skip, source, at, length);
    }

    /** Writes flag byte and CCHH; the track ends there. */
    void writeHomeAddress(int track, byte[] homeAddress) {
        structure(track);
        area.put(slot(track) + IMAGE, homeAddress);
        putCount(track, R0, Count.END_OF_TRACK);
    }

    /**
     * Writes a record at this place, which becomes the last of the track.
     *
     * @param fields key and data, as long as the count field says
     */
    void format(int track, int place, long count, byte[] fields) {
        structure(track);
        putCount(track, place, count);
        area.put(slot(track) + IMAGE + place + Count.SIZE, fields, 0, fields.length);
        putCount(track, place + Count.SIZE + fields.length, Count.END_OF_TRACK);
    }

    /** Ends the track at this place. */
    void erase(int track, int place) {
        structure(track);
        putCount(track, place, Count.END_OF_TRACK);
    }

    /** Whether a record fits on a track behind the records before this place. */
    boolean fits(int track, int place, long count) {
        int cells = Geometry.cells(Count.keyLength(count), Count.dataLength(count));
        for (int at = r1(track); at < place; ) {
            long other = count(track, at);
            cells += Geometry.cells(Count.keyLength(other), Count.dataLength(other));
            at += Count.recordLength(other);
        }
        return cells <= Geometry.CELLS;
    }

    private void structure(int track) {
        if (isStructured(track)) {
            return;
        }
        long image = slot(track) + IMAGE;
        area.put(image, homeAddress(track));
        int place = R0;
        while (place < STANDARD_END) {
            long count = count(track, place);
            area.putLong(image + place, count);
            place += Count.recordLength(count);
        }
        area.putLong(image + place, Count.END_OF_TRACK);
        area.putByte(slot(track), 1);
    }

    private void putCount(int track, int place, long count) {
        area.putLong(slot(track) + IMAGE + place, count);
    }

    private boolean isStructured(int track) {
        return area.getByte(slot(track)) != 0;
    }

    private static long slot(int track) {
        return (long) track * SLOT;
    }

    private static void putLong(byte[] target, int at, long value) {
        for (int i = 0; i < 8; i++) {
            target[at + i] = (byte) (value >>> (56 - 8 * i));
        }
    }
}
