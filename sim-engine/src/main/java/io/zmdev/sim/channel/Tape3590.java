package io.zmdev.sim.channel;

import io.zmdev.sim.trace.Area;
import java.nio.ByteBuffer;

/**
 * A 3590 tape drive with a cartridge of 64 MiB. The cartridge is a sequence of blocks, each between two copies of its length (4
 * bytes); a tape mark has length 0. The place on the tape stands in the device's area.
 */
final class Tape3590 implements Device {

    static final int STATE_SIZE = 0x100;
    static final long STORE_SIZE = 64L << 20;

    private static final int NORMAL = Scsw.CHANNEL_END | Scsw.DEVICE_END;

    private static final int WRITE = 0x01;
    private static final int READ_FORWARD = 0x02;
    private static final int REWIND = 0x07;
    private static final int READ_BACKWARD = 0x0c;
    private static final int REWIND_UNLOAD = 0x0f;
    private static final int ERASE_GAP = 0x17;
    private static final int WRITE_TAPE_MARK = 0x1f;
    private static final int READ_BLOCK_ID = 0x22;
    private static final int BACKSPACE_BLOCK = 0x27;
    private static final int BACKSPACE_FILE = 0x2f;
    private static final int SENSE_PATH_GROUP_ID = 0x34;
    private static final int FORWARD_BLOCK = 0x37;
    private static final int FORWARD_FILE = 0x3f;
    private static final int SYNCHRONIZE = 0x43;
    private static final int LOCATE = 0x4f;
    private static final int DATA_SECURITY_ERASE = 0x97;
    private static final int SET_PATH_GROUP_ID = 0xaf;
    private static final int ASSIGN = 0xb7;
    private static final int UNASSIGN = 0xc7;
    private static final int MODE_SET = 0xdb;

    private static final int BEGINNING_OF_TAPE = 0x08;
    private static final int EQUIPMENT_CHECK = 0x10;
    private static final int DRIVE_ONLINE = 0x40;
    private static final int LOCATE_FAILURE = 0x80;

    private static final long PLACE = 0;
    private static final long END_OF_DATA = 8;
    private static final long BLOCK_ID = 16;
    private static final int LENGTH = 4;
    private static final int MAX_BLOCK = 65535;

    private final byte[] senseId;
    private final Area state;
    private final Area store;
    private final byte[] buffer = new byte[MAX_BLOCK];

    Tape3590(byte[] senseId, Area state, Area store) {
        this.senseId = senseId.clone();
        this.state = state;
        this.store = store;
    }

    @Override
    public byte[] senseId() {
        return senseId.clone();
    }

    @Override
    public boolean isImmediate(int command) {
        return switch (command) {
            case REWIND,
                    REWIND_UNLOAD,
                    ERASE_GAP,
                    WRITE_TAPE_MARK,
                    BACKSPACE_BLOCK,
                    BACKSPACE_FILE,
                    FORWARD_BLOCK,
                    FORWARD_FILE,
                    SYNCHRONIZE,
                    DATA_SECURITY_ERASE -> true;
            default -> false;
        };
    }

    @Override
    public int execute(int command, DataTransfer data, SenseData sense) {
        return switch (command) {
            case WRITE -> write(data, sense);
            case READ_FORWARD -> readForward(data, sense);
            case READ_BACKWARD -> readBackward(data, sense);
            case WRITE_TAPE_MARK -> append(0, sense);
            case REWIND, REWIND_UNLOAD -> rewind();
            case BACKSPACE_BLOCK -> backspace() < 0 ? beginningOfTape(sense) : NORMAL;
            case FORWARD_BLOCK -> forward(sense);
            case BACKSPACE_FILE -> backspaceFile(sense);
            case FORWARD_FILE -> forwardFile(sense);
            case DATA_SECURITY_ERASE, ERASE_GAP -> erase();
            case READ_BLOCK_ID -> readBlockId(data);
            case LOCATE -> locate(data, sense);
            case SENSE_PATH_GROUP_ID -> {
                data.toStorage(new byte[12], 0, 12);
                yield NORMAL;
            }
            case SET_PATH_GROUP_ID, ASSIGN, UNASSIGN, MODE_SET -> {
                data.fromStorage(buffer, 0, 12);
                yield NORMAL;
            }
            case SYNCHRONIZE -> NORMAL;
            default -> {
                sense.set(SenseData.COMMAND_REJECT, DRIVE_ONLINE);
                yield NORMAL | Scsw.UNIT_CHECK;
            }
        };
    }

    private int write(DataTransfer data, SenseData sense) {
        int length = data.fromStorage(buffer, 0, MAX_BLOCK);
        return length <= 0 ? NORMAL : append(length, sense);
    }

    /** Writes a block of the buffer, or a tape mark, here; what was behind it is lost. */
    private int append(int length, SenseData sense) {
        long place = state.getLong(PLACE);
        if (place + 2 * LENGTH + length > STORE_SIZE) {
            sense.set(EQUIPMENT_CHECK, DRIVE_ONLINE);
            return NORMAL | Scsw.UNIT_CHECK;
        }
        store.putInt(place, length);
        store.put(place + LENGTH, buffer, 0, length);
        store.putInt(place + LENGTH + length, length);
        moveTo(place + 2 * LENGTH + length, 1);
        state.putLong(END_OF_DATA, state.getLong(PLACE));
        return NORMAL;
    }

    private void moveTo(long place, int blocks) {
        state.putLong(PLACE, place);
        state.putInt(BLOCK_ID, state.getInt(BLOCK_ID) + blocks);
    }

    private boolean isAtEnd() {
        return state.getLong(PLACE) >= state.getLong(END_OF_DATA);
    }

    private int readForward(DataTransfer data, SenseData sense) {
        if (isAtEnd()) {
            return endOfData(sense);
        }
        long place = state.getLong(PLACE);
        int length = store.getInt(place);
        moveTo(place + 2 * LENGTH + length, 1);
        return send(data, place + LENGTH, length, false);
    }

    private int readBackward(DataTransfer data, SenseData sense) {
        int length = backspace();
        return length < 0 ? beginningOfTape(sense) : send(data, state.getLong(PLACE) + LENGTH, length, true);
    }

    private int send(DataTransfer data, long place, int length, boolean backward) {
        if (length == 0) {
            return NORMAL | Scsw.UNIT_EXCEPTION;
        }
        store.noteRead(place, length);
        for (int i = 0; i < length; i++) {
            buffer[i] = (byte) store.getByte(backward ? place + length - 1 - i : place + i);
        }
        data.toStorage(buffer, 0, length);
        return NORMAL;
    }

    /** Goes back over one block and returns its length, 0 for a tape mark; -1 at the beginning of the tape. */
    private int backspace() {
        long place = state.getLong(PLACE);
        if (place == 0) {
            return -1;
        }
        int length = store.getInt(place - LENGTH);
        moveTo(place - 2 * LENGTH - length, -1);
        return length;
    }

    private int forward(SenseData sense) {
        if (isAtEnd()) {
            return endOfData(sense);
        }
        long place = state.getLong(PLACE);
        int length = store.getInt(place);
        moveTo(place + 2 * LENGTH + length, 1);
        return length == 0 ? NORMAL | Scsw.UNIT_EXCEPTION : NORMAL;
    }

    private int forwardFile(SenseData sense) {
        int status = forward(sense);
        while (status == NORMAL) {
            status = forward(sense);
        }
        return (status & Scsw.UNIT_EXCEPTION) != 0 ? NORMAL : status;
    }

    private int backspaceFile(SenseData sense) {
        int length = backspace();
        while (length > 0) {
            length = backspace();
        }
        return length < 0 ? beginningOfTape(sense) : NORMAL;
    }

    private int rewind() {
        moveTo(0, -state.getInt(BLOCK_ID));
        return NORMAL;
    }

    private int erase() {
        state.putLong(END_OF_DATA, state.getLong(PLACE));
        return NORMAL;
    }

    private int readBlockId(DataTransfer data) {
        byte[] ids = new byte[8];
        ByteBuffer.wrap(ids).putInt(state.getInt(BLOCK_ID)).putInt(state.getInt(BLOCK_ID));
        data.toStorage(ids, 0, ids.length);
        return NORMAL;
    }

    private int locate(DataTransfer data, SenseData sense) {
        if (data.fromStorage(buffer, 0, LENGTH) < LENGTH) {
            sense.set(SenseData.COMMAND_REJECT, DRIVE_ONLINE);
            return NORMAL | Scsw.UNIT_CHECK;
        }
        int target = ByteBuffer.wrap(buffer).getInt();
        rewind();
        while (state.getInt(BLOCK_ID) < target) {
            if (isAtEnd()) {
                sense.set(0, LOCATE_FAILURE | DRIVE_ONLINE);
                return NORMAL | Scsw.UNIT_CHECK;
            }
            long place = state.getLong(PLACE);
            moveTo(place + 2 * LENGTH + store.getInt(place), 1);
        }
        return NORMAL;
    }

    private static int endOfData(SenseData sense) {
        sense.set(EQUIPMENT_CHECK, DRIVE_ONLINE);
        return NORMAL | Scsw.UNIT_CHECK;
    }

    private static int beginningOfTape(SenseData sense) {
        sense.set(0, DRIVE_ONLINE | BEGINNING_OF_TAPE);
        return NORMAL | Scsw.UNIT_CHECK;
    }
}
