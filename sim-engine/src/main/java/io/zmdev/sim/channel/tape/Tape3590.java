package io.zmdev.sim.channel.tape;

import io.zmdev.sim.channel.CommonCommands;
import io.zmdev.sim.channel.DataTransfer;
import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.sim.channel.StorageDevice;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.StateSpace;

/**
 * A 3590 drive with a tape. It takes no time to move it: every command ends at once with channel end and device end together. A tape
 * mark that is read or spaced over gives unit exception; the void behind the last block and the beginning of the tape give unit check.
 */
public final class Tape3590 implements StorageDevice {

    /** A block has at most this many bytes. */
    public static final int MAX_BLOCK = 65535;

    /** Byte 1 of the sense data: the drive is online. */
    static final int DRIVE_ONLINE = 0x40;

    /** Byte 1 of the sense data: the tape is at its beginning. */
    static final int BEGINNING_OF_TAPE = 0x08;

    /** Byte 1 of the sense data: no such block. */
    static final int LOCATE_FAILURE = 0x80;

    /** Byte 1 of the sense data: nothing is recorded here. */
    static final int RECORD_SEQUENCE_ERROR = 0x10;

    private static final int OK = Scsw.CHANNEL_END | Scsw.DEVICE_END;
    private static final int END_OF_FILE = OK | Scsw.UNIT_EXCEPTION;
    private static final int UNIT_CHECK = OK | Scsw.UNIT_CHECK;
    private static final int BLOCK_ID_SIZE = 8;
    private static final int LOCATE_SIZE = 4;
    private static final int GROUP_ID_SIZE = 11;
    private static final int LOADED = 0;

    /** The data path and the sense data of a command. */
    record Call(DataTransfer data, SenseData sense) {}

    private final byte[] senseId;
    private final Area state;
    private final TapeVolume tape;

    /** Adds the areas {@code name}, {@code name.position} and {@code name.tape}; an empty tape is loaded. */
    public Tape3590(StateSpace space, String name, byte[] senseId) {
        this.senseId = senseId.clone();
        this.state = space.add(name, Long.BYTES);
        this.tape = new TapeVolume(space, name);
        state.putByte(LOADED, 1);
    }

    @Override
    public void load(Medium medium) {
        tape.load(medium);
    }

    @Override
    public Medium save() {
        return tape.save();
    }

    @Override
    public byte[] senseId() {
        return senseId.clone();
    }

    @Override
    public boolean isImmediate(int code) {
        TapeCommand command = TapeCommand.ofCode(code);
        return command != null && command.isImmediate();
    }

    @Override
    public int execute(int code, DataTransfer data, SenseData sense) {
        TapeCommand command = TapeCommand.ofCode(code);
        if (command == null) {
            sense.set(SenseData.COMMAND_REJECT, DRIVE_ONLINE);
            return UNIT_CHECK;
        }
        return command.execute(this, new Call(data, sense));
    }

    int nothing(Call call) {
        return OK;
    }

    int sense(Call call) {
        CommonCommands.sense(call.data(), call.sense());
        return OK;
    }

    int senseId(Call call) {
        call.data().toStorage(senseId, 0, senseId.length);
        return OK;
    }

    int write(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        byte[] block = new byte[MAX_BLOCK];
        int length = 0;
        while (call.data().available() > 0 && length < MAX_BLOCK) {
            int part =
                    call.data().fromStorage(block, length, Math.min(call.data().available(), MAX_BLOCK - length));
            if (part < 0) {
                return OK;
            }
            length += part;
        }
        tape.write(block, length);
        return OK;
    }

    int writeTapeMark(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        tape.write(new byte[0], 0);
        return OK;
    }

    int readForward(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        if (tape.isAtEnd()) {
            return unitCheck(call, RECORD_SEQUENCE_ERROR);
        }
        byte[] block = tape.next();
        tape.forward();
        return give(call, block);
    }

    int readBackward(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        if (tape.isAtBeginning()) {
            return unitCheck(call, BEGINNING_OF_TAPE);
        }
        byte[] block = tape.previous();
        tape.backward();
        byte[] reversed = new byte[block.length];
        for (int i = 0; i < block.length; i++) {
            reversed[i] = block[block.length - 1 - i];
        }
        return give(call, reversed);
    }

    int rewind(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        tape.rewind();
        return OK;
    }

    int unload(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        tape.rewind();
        state.putByte(LOADED, 0);
        return OK;
    }

    int eraseRest(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        tape.eraseRest();
        return OK;
    }

    int forwardSpaceBlock(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        if (tape.isAtEnd()) {
            return unitCheck(call, RECORD_SEQUENCE_ERROR);
        }
        boolean tapeMark = tape.nextLength() == 0;
        tape.forward();
        return tapeMark ? END_OF_FILE : OK;
    }

    int backspaceBlock(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        if (tape.isAtBeginning()) {
            return unitCheck(call, BEGINNING_OF_TAPE);
        }
        boolean tapeMark = tape.previousLength() == 0;
        tape.backward();
        return tapeMark ? END_OF_FILE : OK;
    }

    /** Behind the next tape mark. */
    int forwardSpaceFile(Call call) {
        int status = forwardSpaceBlock(call);
        while (status == OK) {
            status = forwardSpaceBlock(call);
        }
        return status == END_OF_FILE ? OK : status;
    }

    /** Before the previous tape mark. */
    int backspaceFile(Call call) {
        int status = backspaceBlock(call);
        while (status == OK) {
            status = backspaceBlock(call);
        }
        return status == END_OF_FILE ? OK : status;
    }

    /** The number of the next block, as the channel and as the tape know it. */
    int readBlockId(Call call) {
        byte[] answer = new byte[BLOCK_ID_SIZE];
        int id = tape.blockId();
        for (int i = 0; i < BLOCK_ID_SIZE; i++) {
            answer[i] = (byte) (id >>> (24 - 8 * (i % Integer.BYTES)));
        }
        call.data().toStorage(answer, 0, BLOCK_ID_SIZE);
        return OK;
    }

    /** Goes to the block of a number. */
    int locate(Call call) {
        if (!isLoaded()) {
            return intervention(call);
        }
        byte[] parameter = new byte[LOCATE_SIZE];
        if (call.data().fromStorage(parameter, 0, LOCATE_SIZE) < LOCATE_SIZE) {
            call.sense().set(SenseData.COMMAND_REJECT, DRIVE_ONLINE);
            return UNIT_CHECK;
        }
        int id = (parameter[0] & 0xff) << 24
                | (parameter[1] & 0xff) << 16
                | (parameter[2] & 0xff) << 8
                | (parameter[3] & 0xff);
        tape.rewind();
        while (tape.blockId() != id && !tape.isAtEnd()) {
            tape.forward();
        }
        return tape.blockId() == id ? OK : unitCheck(call, LOCATE_FAILURE);
    }

    int modeSet(Call call) {
        call.data().fromStorage(new byte[1], 0, 1);
        return OK;
    }

    /** Takes the path-group identifier; with one host the drive is always free. */
    int assign(Call call) {
        call.data().fromStorage(new byte[GROUP_ID_SIZE], 0, GROUP_ID_SIZE);
        return OK;
    }

    private int give(Call call, byte[] block) {
        if (block.length == 0) {
            return END_OF_FILE;
        }
        call.data().toStorage(block, 0, block.length);
        return OK;
    }

    private boolean isLoaded() {
        return state.getByte(LOADED) != 0;
    }

    private static int intervention(Call call) {
        call.sense().set(SenseData.INTERVENTION_REQUIRED, DRIVE_ONLINE);
        return UNIT_CHECK;
    }

    private static int unitCheck(Call call, int byte1) {
        call.sense().set(0, byte1 | DRIVE_ONLINE);
        return UNIT_CHECK;
    }
}
