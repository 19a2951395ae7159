package io.zmdev.sim.channel.tape;

import org.jspecify.annotations.Nullable;

/** The commands of the drive (Linux tape_std.h), and whether they move no data. */
@SuppressWarnings("ImmutableEnumChecker") // the handlers are methods without state
enum TapeCommand {
    WRITE(0x01, false, Tape3590::write),
    READ_FORWARD(0x02, false, Tape3590::readForward),
    READ_BACKWARD(0x0c, false, Tape3590::readBackward),
    NO_OPERATION(0x03, true, Tape3590::nothing),
    SENSE(0x04, false, Tape3590::sense),
    SENSE_ID(0xe4, false, Tape3590::senseId),
    REWIND(0x07, true, Tape3590::rewind),
    REWIND_UNLOAD(0x0f, true, Tape3590::unload),
    WRITE_TAPE_MARK(0x1f, true, Tape3590::writeTapeMark),
    ERASE_GAP(0x17, true, Tape3590::nothing),
    DATA_SECURITY_ERASE(0x97, true, Tape3590::eraseRest),
    BACKSPACE_BLOCK(0x27, true, Tape3590::backspaceBlock),
    FORWARD_SPACE_BLOCK(0x37, true, Tape3590::forwardSpaceBlock),
    BACKSPACE_FILE(0x2f, true, Tape3590::backspaceFile),
    FORWARD_SPACE_FILE(0x3f, true, Tape3590::forwardSpaceFile),
    READ_BLOCK_ID(0x22, false, Tape3590::readBlockId),
    LOCATE(0x4f, false, Tape3590::locate),
    SYNCHRONIZE(0x43, true, Tape3590::nothing),
    MODE_SET(0xdb, false, Tape3590::modeSet),
    ASSIGN(0xb7, false, Tape3590::assign),
    UNASSIGN(0xc7, false, Tape3590::assign);

    /** Carries a command out on a drive. */
    private interface Handler {
        int execute(Tape3590 drive, Tape3590.Call call);
    }

    private static final @Nullable TapeCommand[] BY_CODE = new TapeCommand[0x100];

    static {
        for (TapeCommand command : values()) {
            BY_CODE[command.code] = command;
        }
    }

    private final int code;
    private final boolean immediate;
    private final Handler handler;

    TapeCommand(int code, boolean immediate, Handler handler) {
        this.code = code;
        this.immediate = immediate;
        this.handler = handler;
    }

    /** The command of a code 0x00..0xff, or null. */
    static @Nullable TapeCommand ofCode(int code) {
        return BY_CODE[code];
    }

    boolean isImmediate() {
        return immediate;
    }

    int execute(Tape3590 drive, Tape3590.Call call) {
        return handler.execute(drive, call);
    }
}
