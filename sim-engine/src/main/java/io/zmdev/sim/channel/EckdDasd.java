package io.zmdev.sim.channel;

import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.trace.Area;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * A 3390 behind a 3990: DEFINE EXTENT, LOCATE RECORD and the transfers of their domain, SEEK and SEARCH, PREFIX, characteristics and
 * configuration data. The medium is a {@link TrackStore}; extent, domain and position stand in the device's area.
 */
final class EckdDasd implements Device {

    static final int STATE_SIZE = 0x100;

    private static final int NORMAL = Scsw.CHANNEL_END | Scsw.DEVICE_END;

    private static final int MULTITRACK = 0x80;
    private static final int READ_IPL = 0x02;
    private static final int WRITE_DATA = 0x05;
    private static final int READ_DATA = 0x06;
    private static final int SEEK = 0x07;
    private static final int SEEK_CYLINDER = 0x0b;
    private static final int WRITE_KEY_DATA = 0x0d;
    private static final int READ_KEY_DATA = 0x0e;
    private static final int READ_COUNT = 0x12;
    private static final int RELEASE = 0x94;
    private static final int RESERVE = 0xb4;
    private static final int UNCONDITIONAL_RESERVE = 0x14;
    private static final int SEEK_HEAD = 0x1b;
    private static final int WRITE_CKD = 0x1d;
    private static final int READ_CKD = 0x1e;
    private static final int SET_SECTOR = 0x23;
    private static final int PERFORM_SUBSYSTEM_FUNCTION = 0x27;
    private static final int SEARCH_ID_EQUAL = 0x31;
    private static final int SENSE_PATH_GROUP_ID = 0x34;
    private static final int READ_SUBSYSTEM_DATA = 0x3e;
    private static final int LOCATE_RECORD = 0x47;
    private static final int LOCATE_RECORD_EXTENDED = 0x4b;
    private static final int SENSE_SUBSYSTEM_STATUS = 0x54;
    private static final int DEFINE_EXTENT = 0x63;
    private static final int READ_CHARACTERISTICS = 0x64;
    private static final int SET_PATH_GROUP_ID = 0xaf;
    private static final int PREFIX = 0xe7;
    private static final int READ_CONFIGURATION = 0xfa;

    private static final int OPERATION_ORIENT = 0x00;
    private static final int OPERATION_WRITE = 0x01;
    private static final int OPERATION_FORMAT = 0x03;
    private static final int OPERATION_READ = 0x06;
    private static final int OPERATION_WRITE_TRACK = 0x0b;
    private static final int OPERATION_READ_TRACKS = 0x0c;
    private static final int OPERATION_READ_ANY = 0x16;

    private static final int MESSAGE_INVALID_COMMAND = 1;
    private static final int MESSAGE_INVALID_SEQUENCE = 2;
    private static final int MESSAGE_TOO_SHORT = 3;
    private static final int MESSAGE_INVALID_PARAMETER = 4;

    private static final int INVALID_TRACK_FORMAT = 0x40;
    private static final int END_OF_CYLINDER = 0x20;
    private static final int NO_RECORD_FOUND = 0x08;
    private static final int FILE_PROTECTED = 0x04;
    private static final int WRITE_INHIBITED = 0x02;

    /** Write permission of a DEFINE EXTENT mask, bits 0-1. */
    private static final int INHIBIT_WRITES = 0x40;

    private static final int PERMISSION = 0xc0;

    private static final int DEFINE_EXTENT_LENGTH = 16;
    private static final int LOCATE_RECORD_LENGTH = 16;
    private static final int LOCATE_RECORD_EXTENDED_LENGTH = 20;
    private static final int PREFIX_LENGTH = 64;
    private static final int PREFIX_DEFINE_EXTENT = 12;
    private static final int PREFIX_LOCATE_RECORD = 44;
    private static final int PREFIX_HAS_EXTENT = 0x80;
    private static final int COUNT_LENGTH = 8;
    private static final int MAX_RECORD = 65535 + 255 + COUNT_LENGTH;

    /** Offsets in the device's area. */
    private static final long EXTENT_DEFINED = 0;

    private static final long MASK = 1;
    private static final long FIRST_TRACK = 8;
    private static final long LAST_TRACK = 16;
    private static final long DOMAIN_LEFT = 24;
    private static final long DOMAIN_OPERATION = 25;
    private static final long TRANSFER_LENGTH = 26;
    private static final long TRACK = 32;
    /** Records that have gone by on the track. */
    private static final long POSITION = 40;
    /** Whether the last SEARCH found its record, which is the one before {@link #POSITION}. */
    private static final long FOUND = 44;

    private static final long PATH_GROUP = 64;
    private static final int PATH_GROUP_LENGTH = 12;

    private final EckdGeometry geometry;
    private final byte[] senseId;
    private final Area state;
    private final TrackStore tracks;
    private final byte[] buffer = new byte[MAX_RECORD];

    EckdDasd(DeviceModel model, byte[] senseId, Area state, Area store) {
        geometry = EckdGeometry.of(model);
        this.senseId = senseId.clone();
        this.state = state;
        tracks = new TrackStore(store);
    }

    static long storeSize(DeviceModel model) {
        return EckdGeometry.of(model).tracks() * TrackStore.TRACK_SIZE;
    }

    @Override
    public byte[] senseId() {
        return senseId.clone();
    }

    @Override
    public void begin() {
        state.putByte(EXTENT_DEFINED, 0);
        state.putByte(DOMAIN_LEFT, 0);
        state.putInt(POSITION, 0);
        state.putByte(FOUND, 0);
    }

    @Override
    public boolean isImmediate(int command) {
        return false;
    }

    @Override
    public int execute(int command, DataTransfer data, SenseData sense) {
        return switch (command) {
            case DEFINE_EXTENT -> withParameters(data, sense, DEFINE_EXTENT_LENGTH, () -> defineExtent(0, sense));
            case LOCATE_RECORD -> withParameters(data, sense, LOCATE_RECORD_LENGTH, () -> locateRecord(0, sense));
            case LOCATE_RECORD_EXTENDED ->
                withParameters(data, sense, LOCATE_RECORD_EXTENDED_LENGTH, () -> locateRecord(0, sense));
            case PREFIX -> withParameters(data, sense, PREFIX_LENGTH, () -> prefix(sense));
            case READ_DATA, READ_DATA | MULTITRACK -> read(data, sense, command, false, false);
            case READ_KEY_DATA, READ_KEY_DATA | MULTITRACK -> read(data, sense, command, false, true);
            case READ_CKD, READ_CKD | MULTITRACK -> read(data, sense, command, true, true);
            case READ_COUNT, READ_COUNT | MULTITRACK -> readCount(data, sense, command);
            case WRITE_DATA, WRITE_DATA | MULTITRACK -> write(data, sense, command, false);
            case WRITE_KEY_DATA, WRITE_KEY_DATA | MULTITRACK -> write(data, sense, command, true);
            case WRITE_CKD, WRITE_CKD | MULTITRACK -> format(data, sense);
            case SEEK, SEEK_CYLINDER, SEEK_HEAD -> withParameters(data, sense, 6, () -> seek(sense));
            case SET_SECTOR -> withParameters(data, sense, 1, () -> NORMAL);
            case SEARCH_ID_EQUAL -> withParameters(data, sense, 5, this::searchIdEqual);
            case READ_IPL -> readIpl(data, sense);
            case READ_CHARACTERISTICS -> answer(data, characteristics());
            case READ_CONFIGURATION -> answer(data, configuration());
            case SENSE_PATH_GROUP_ID -> answer(data, state.get(PATH_GROUP, PATH_GROUP_LENGTH));
            case SET_PATH_GROUP_ID ->
                withParameters(data, sense, PATH_GROUP_LENGTH, () -> {
                    state.put(PATH_GROUP, buffer, 0, PATH_GROUP_LENGTH);
                    return NORMAL;
                });
            case RESERVE, RELEASE, UNCONDITIONAL_RESERVE -> answer(data, new byte[SenseData.SIZE]);
            case SENSE_SUBSYSTEM_STATUS -> answer(data, new byte[44]);
            case PERFORM_SUBSYSTEM_FUNCTION -> withParameters(data, sense, 12, () -> NORMAL);
            case READ_SUBSYSTEM_DATA -> answer(data, new byte[96]);
            default -> reject(sense, MESSAGE_INVALID_COMMAND);
        };
    }

    /** What a command does once its parameters stand in the buffer. */
    private interface Action {
        int run();
    }

    private int withParameters(DataTransfer data, SenseData sense, int length, Action action) {
        int moved = data.fromStorage(buffer, 0, length);
        if (moved < 0) {
            return NORMAL;
        }
        return moved < length ? reject(sense, MESSAGE_TOO_SHORT) : action.run();
    }

    private static int answer(DataTransfer data, byte[] bytes) {
        data.toStorage(bytes, 0, bytes.length);
        return NORMAL;
    }

    private static int reject(SenseData sense, int message) {
        sense.set(SenseData.COMMAND_REJECT, 0, 0, 0, 0, 0, 0, message);
        return NORMAL | Scsw.UNIT_CHECK;
    }

    private static int fail(SenseData sense, int byte1) {
        sense.set(0, byte1);
        return NORMAL | Scsw.UNIT_CHECK;
    }

    private int halfword(int at) {
        return (buffer[at] & 0xff) << 8 | (buffer[at + 1] & 0xff);
    }

    private Optional<Long> trackAt(int at) {
        int cylinder = halfword(at);
        int head = halfword(at + 2);
        return geometry.contains(cylinder, head) ? Optional.of(geometry.track(cylinder, head)) : Optional.empty();
    }

    private int prefix(SenseData sense) {
        if ((buffer[1] & PREFIX_HAS_EXTENT) != 0) {
            int status = defineExtent(PREFIX_DEFINE_EXTENT, sense);
            if (status != NORMAL) {
                return status;
            }
        }
        return buffer[0] == 0 ? NORMAL : locateRecord(PREFIX_LOCATE_RECORD, sense);
    }

    private int defineExtent(int at, SenseData sense) {
        if (state.getByte(DOMAIN_LEFT) != 0) {
            return reject(sense, MESSAGE_INVALID_SEQUENCE);
        }
        Optional<Long> first = trackAt(at + 8);
        Optional<Long> last = trackAt(at + 12);
        boolean eckd = (buffer[at + 1] & PERMISSION) == PERMISSION;
        if (!eckd || first.isEmpty() || last.isEmpty() || first.get() > last.get()) {
            return reject(sense, MESSAGE_INVALID_PARAMETER);
        }
        state.putByte(EXTENT_DEFINED, 1);
        state.putByte(MASK, buffer[at]);
        state.putLong(FIRST_TRACK, first.get());
        state.putLong(LAST_TRACK, last.get());
        return NORMAL;
    }

    private int locateRecord(int at, SenseData sense) {
        if (state.getByte(EXTENT_DEFINED) == 0 || state.getByte(DOMAIN_LEFT) != 0) {
            return reject(sense, MESSAGE_INVALID_SEQUENCE);
        }
        int operation = buffer[at] & 0x3f;
        boolean hasLength = (buffer[at + 1] & 0x80) != 0;
        int length = halfword(at + 14);
        int count = buffer[at + 3] & 0xff;
        boolean known = switch (operation) {
            case OPERATION_ORIENT -> true;
            case OPERATION_WRITE,
                    OPERATION_FORMAT,
                    OPERATION_READ,
                    OPERATION_WRITE_TRACK,
                    OPERATION_READ_TRACKS,
                    OPERATION_READ_ANY -> count > 0;
            default -> false;
        };
        Optional<Long> track = trackAt(at + 8);
        if (!known || hasLength != (length != 0) || trackAt(at + 4).isEmpty() || track.isEmpty()) {
            return reject(sense, MESSAGE_INVALID_PARAMETER);
        }
        if (isOutsideExtent(track.get())) {
            return fail(sense, FILE_PROTECTED);
        }
        int position = positionOf(track.get(), buffer[at + 12] & 0xff);
        if (position < 0) {
            return fail(sense, NO_RECORD_FOUND);
        }
        // A format write goes behind the record that was looked for.
        moveTo(track.get(), operation == OPERATION_FORMAT ? position + 1 : Math.max(position, 0));
        state.putByte(DOMAIN_LEFT, operation == OPERATION_ORIENT ? 0 : count);
        state.putByte(DOMAIN_OPERATION, operation);
        state.putShort(TRANSFER_LENGTH, length);
        return NORMAL;
    }

    private boolean isOutsideExtent(long track) {
        return state.getByte(EXTENT_DEFINED) != 0
                && (track < state.getLong(FIRST_TRACK) || track > state.getLong(LAST_TRACK));
    }

    /** The position of a record on a track; -1 where there is none. Record 0 is before the first position. */
    private int positionOf(long track, int number) {
        if (number == 0) {
            return 0;
        }
        for (int i = 0; i < tracks.records(track); i++) {
            if (tracks.record(track, i).number() == number) {
                return i;
            }
        }
        return -1;
    }

    private void moveTo(long track, int position) {
        state.putLong(TRACK, track);
        state.putInt(POSITION, position);
        state.putByte(FOUND, 0);
    }

    private int seek(SenseData sense) {
        Optional<Long> track = trackAt(2);
        if (track.isEmpty()) {
            return reject(sense, MESSAGE_INVALID_PARAMETER);
        }
        if (isOutsideExtent(track.get())) {
            return fail(sense, FILE_PROTECTED);
        }
        moveTo(track.get(), 0);
        return NORMAL;
    }

    /** Compares with the next record that goes by; status modifier when it is the one. */
    private int searchIdEqual() {
        long track = state.getLong(TRACK);
        int records = tracks.records(track);
        if (records == 0) {
            return NORMAL;
        }
        int position = state.getInt(POSITION) % records;
        TrackStore.Entry record = tracks.record(track, position);
        state.putInt(POSITION, position + 1);
        boolean equal = record.cylinder() == halfword(0)
                && record.head() == halfword(2)
                && record.number() == (buffer[4] & 0xff);
        state.putByte(FOUND, equal ? 1 : 0);
        return equal ? NORMAL | Scsw.STATUS_MODIFIER : NORMAL;
    }

    /** The record that a transfer is for, on the next track of the extent if need be; empty when the sense data say why not. */
    private Optional<TrackStore.Entry> next(SenseData sense, int command) {
        if (state.getByte(FOUND) != 0) {
            state.putByte(FOUND, 0);
            return Optional.of(tracks.record(state.getLong(TRACK), state.getInt(POSITION) - 1));
        }
        long track = state.getLong(TRACK);
        int position = state.getInt(POSITION);
        if (position >= tracks.records(track)) {
            boolean goesOn = (command & MULTITRACK) != 0 || state.getByte(DOMAIN_LEFT) != 0;
            track++;
            position = 0;
            if (!goesOn || tracks.records(track) == 0) {
                fail(sense, NO_RECORD_FOUND);
                return Optional.empty();
            }
            boolean otherCylinder = track % EckdGeometry.TRACKS_PER_CYLINDER == 0;
            if (track >= geometry.tracks() || (state.getByte(DOMAIN_LEFT) == 0 && otherCylinder)) {
                fail(sense, END_OF_CYLINDER);
                return Optional.empty();
            }
            if (isOutsideExtent(track)) {
                fail(sense, FILE_PROTECTED);
                return Optional.empty();
            }
        }
        moveTo(track, position + 1);
        return Optional.of(tracks.record(track, position));
    }

    private void countDomain() {
        int left = state.getByte(DOMAIN_LEFT);
        if (left > 0) {
            state.putByte(DOMAIN_LEFT, left - 1);
        }
    }

    private int read(DataTransfer data, SenseData sense, int command, boolean count, boolean key) {
        int operation = state.getByte(DOMAIN_OPERATION);
        boolean inDomain = state.getByte(DOMAIN_LEFT) != 0;
        if (inDomain && (operation == OPERATION_WRITE || operation == OPERATION_FORMAT)) {
            return reject(sense, MESSAGE_INVALID_SEQUENCE);
        }
        Optional<TrackStore.Entry> found = next(sense, command);
        if (found.isEmpty()) {
            return NORMAL | Scsw.UNIT_CHECK;
        }
        countDomain();
        TrackStore.Entry record = found.get();
        if (count && !sendCount(data, record)) {
            return NORMAL;
        }
        int skipped = key ? 0 : record.keyLength();
        int length = record.keyLength() + record.dataLength() - skipped;
        tracks.read(record, skipped, buffer, length);
        data.toStorage(buffer, 0, length);
        return record.dataLength() == 0 ? NORMAL | Scsw.UNIT_EXCEPTION : NORMAL;
    }

    private boolean sendCount(DataTransfer data, TrackStore.Entry record) {
        byte[] count = {
            (byte) (record.cylinder() >> 8),
            (byte) record.cylinder(),
            (byte) (record.head() >> 8),
            (byte) record.head(),
            (byte) record.number(),
            (byte) record.keyLength(),
            (byte) (record.dataLength() >> 8),
            (byte) record.dataLength()
        };
        return data.toStorage(count, 0, COUNT_LENGTH);
    }

    private int readCount(DataTransfer data, SenseData sense, int command) {
        Optional<TrackStore.Entry> found = next(sense, command);
        if (found.isEmpty()) {
            return NORMAL | Scsw.UNIT_CHECK;
        }
        countDomain();
        sendCount(data, found.get());
        return NORMAL;
    }

    private int readIpl(DataTransfer data, SenseData sense) {
        moveTo(0, 0);
        return read(data, sense, READ_DATA, false, false);
    }

    private boolean isWriteInhibited() {
        return state.getByte(EXTENT_DEFINED) != 0 && (state.getByte(MASK) & PERMISSION) == INHIBIT_WRITES;
    }

    private int write(DataTransfer data, SenseData sense, int command, boolean key) {
        if (isWriteInhibited()) {
            return fail(sense, WRITE_INHIBITED);
        }
        boolean inDomain = state.getByte(DOMAIN_LEFT) != 0;
        boolean found = state.getByte(FOUND) != 0;
        if (inDomain ? state.getByte(DOMAIN_OPERATION) != OPERATION_WRITE : !found) {
            return reject(sense, MESSAGE_INVALID_SEQUENCE);
        }
        Optional<TrackStore.Entry> next = next(sense, command);
        if (next.isEmpty()) {
            return NORMAL | Scsw.UNIT_CHECK;
        }
        countDomain();
        TrackStore.Entry record = next.get();
        int skipped = key ? 0 : record.keyLength();
        int length = record.keyLength() + record.dataLength() - skipped;
        int expected = state.getShort(TRANSFER_LENGTH);
        if (inDomain && expected != 0 && expected != length) {
            return fail(sense, INVALID_TRACK_FORMAT);
        }
        int moved = data.fromStorage(buffer, 0, length);
        if (moved > 0) {
            // A record that gets less data than it has room for is padded with zeros.
            Arrays.fill(buffer, moved, length, (byte) 0);
            tracks.write(record, skipped, buffer, length);
        }
        return NORMAL;
    }

    /** WRITE COUNT, KEY AND DATA: a new record behind those that have gone by. */
    private int format(DataTransfer data, SenseData sense) {
        int permission = state.getByte(MASK) & PERMISSION;
        if (state.getByte(EXTENT_DEFINED) != 0 && permission != PERMISSION && permission != 0) {
            return fail(sense, WRITE_INHIBITED);
        }
        boolean inDomain = state.getByte(DOMAIN_LEFT) != 0 && state.getByte(DOMAIN_OPERATION) == OPERATION_FORMAT;
        if (!inDomain && state.getByte(FOUND) == 0) {
            return reject(sense, MESSAGE_INVALID_SEQUENCE);
        }
        byte[] count = new byte[COUNT_LENGTH];
        int moved = data.fromStorage(count, 0, COUNT_LENGTH);
        if (moved < COUNT_LENGTH) {
            return moved < 0 ? NORMAL : reject(sense, MESSAGE_TOO_SHORT);
        }
        int length = (count[5] & 0xff) + ((count[6] & 0xff) << 8 | (count[7] & 0xff));
        Arrays.fill(buffer, 0, length, (byte) 0);
        if (data.fromStorage(buffer, 0, length) < 0) {
            return NORMAL;
        }
        long track = state.getLong(TRACK);
        int position = state.getInt(POSITION);
        if (!tracks.format(track, position, count, buffer, length)) {
            return fail(sense, INVALID_TRACK_FORMAT);
        }
        countDomain();
        moveTo(track, position + 1);
        return NORMAL;
    }

    private byte[] characteristics() {
        ByteBuffer data = ByteBuffer.allocate(64);
        data.putShort(0, (short) 0x3990).put(2, (byte) 0xc9);
        data.putShort(3, (short) 0x3390).put(5, senseId[6]);
        data.putInt(6, 0x50001096).put(10, (byte) 0x20).put(11, (byte) geometry.unitType());
        data.putShort(12, (short) geometry.cylinders()).putShort(14, (short) EckdGeometry.TRACKS_PER_CYLINDER);
        data.put(16, (byte) EckdGeometry.SECTORS);
        data.put(17, (byte) (EckdGeometry.TRACK_LENGTH >> 16)).putShort(18, (short) EckdGeometry.TRACK_LENGTH);
        data.putShort(20, (short) 1428).put(22, (byte) 2);
        data.put(23, (byte) 34)
                .put(24, (byte) 19)
                .put(25, (byte) 9)
                .put(26, (byte) 6)
                .put(27, (byte) 116);
        data.put(43, (byte) 2)
                .putShort(44, (short) EckdGeometry.MAX_RECORD_ZERO)
                .put(47, (byte) 1)
                .put(48, (byte) 6);
        data.putShort(49, (short) 0x7708).put(51, (byte) 0x0f).put(53, (byte) 0x7f);
        data.put(57, (byte) 0xff).putInt(60, geometry.cylinders());
        return data.array();
    }

    /** Node-element descriptors with identifier 3, and a general node-element qualifier at 224. */
    private static byte[] configuration() {
        byte[] data = new byte[256];
        int[] descriptors = {0xdc010100, 0xd4020000, 0xd0000000, 0xf0000001};
        for (int i = 0; i < descriptors.length; i++) {
            ByteBuffer.wrap(data).putInt(32 * i, descriptors[i]);
        }
        data[224] = (byte) 0x80;
        data[230] = 0x1e;
        return data;
    }
}
