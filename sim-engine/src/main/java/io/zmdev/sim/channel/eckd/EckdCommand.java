package io.zmdev.sim.channel.eckd;

import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.FORMATS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.FORMATS_R0;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.NEVER;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.READS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.READS_HOME_ADDRESS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.READS_R0;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.READS_TRACKS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.UPDATES;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.WRITES;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.WRITES_TRACK;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.DOMAIN;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.FOUND;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.HOME_ADDRESS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.IDENTIFIER;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.NOTHING;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.PLACE;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.TRACK;
import static io.zmdev.sim.channel.eckd.SearchCommands.Condition.EQUAL;
import static io.zmdev.sim.channel.eckd.SearchCommands.Condition.EQUAL_OR_HIGH;
import static io.zmdev.sim.channel.eckd.SearchCommands.Condition.HIGH;
import static io.zmdev.sim.channel.eckd.SearchCommands.identifier;
import static io.zmdev.sim.channel.eckd.SearchCommands.key;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The commands of the storage control: code, whether there is a multitrack form (code with bit 0 on), what must have come before
 * outside and inside the domain of a LOCATE RECORD, in which domains it may be, what it leaves for the next, what it does.
 */
@SuppressWarnings("ImmutableEnumChecker") // the handlers are static methods
enum EckdCommand {
    NO_OPERATION(0x03, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::noOperation),
    SENSE(0x04, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::sense),
    SENSE_ID(0xe4, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::senseId),
    READ_DEVICE_CHARACTERISTICS(0x64, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::deviceCharacteristics),
    READ_CONFIGURATION_DATA(0xfa, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::configurationData),
    SENSE_SUBSYSTEM_STATUS(0x54, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::senseSubsystemStatus),
    PERFORM_SUBSYSTEM_FUNCTION(0x27, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::performFunction),
    READ_SUBSYSTEM_DATA(0x3e, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::subsystemData),
    SENSE_PATH_GROUP_ID(0x34, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::sensePathGroupId),
    SET_PATH_GROUP_ID(0xaf, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::setPathGroupId),
    DEVICE_RESERVE(0xb4, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::reserve),
    DEVICE_RELEASE(0x94, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::reserve),
    UNCONDITIONAL_RESERVE(0x14, false, NOTHING, NEVER, Leaves.NOTHING, SubsystemCommands::reserve),

    DEFINE_EXTENT(0x63, false, NOTHING, NEVER, Leaves.NOTHING, ParameterCommands::defineExtent),
    LOCATE_RECORD(0x47, false, NOTHING, NEVER, Leaves.ITS_OWN, ParameterCommands::locateRecord),
    LOCATE_RECORD_EXTENDED(0x4b, false, NOTHING, NEVER, Leaves.ITS_OWN, ParameterCommands::locateRecordExtended),
    PREFIX(0xe7, false, NOTHING, NEVER, Leaves.ITS_OWN, ParameterCommands::prefix),

    SEEK(0x07, false, NOTHING, NEVER, Leaves.NOTHING, SeekCommands::seek),
    SEEK_CYLINDER(0x0b, false, NOTHING, NEVER, Leaves.NOTHING, SeekCommands::cylinder),
    SEEK_HEAD(0x1b, false, TRACK, NEVER, Leaves.NOTHING, SeekCommands::head),
    SET_SECTOR(0x23, false, TRACK, NEVER, Leaves.NOTHING, SeekCommands::setSector),
    READ_SECTOR(0x22, false, TRACK, NEVER, Leaves.NOTHING, SeekCommands::readSector),
    SET_FILE_MASK(0x1f, false, NOTHING, NEVER, Leaves.NOTHING, SeekCommands::setFileMask),

    SEARCH_HOME_ADDRESS_EQUAL(0x39, true, TRACK, NEVER, Leaves.ITS_OWN, SearchCommands::homeAddress),
    SEARCH_ID_EQUAL(0x31, true, TRACK, NEVER, Leaves.ITS_OWN, unit -> identifier(unit, EQUAL)),
    SEARCH_ID_HIGH(0x51, true, TRACK, NEVER, Leaves.ITS_OWN, unit -> identifier(unit, HIGH)),
    SEARCH_ID_EQUAL_OR_HIGH(0x71, true, TRACK, NEVER, Leaves.ITS_OWN, unit -> identifier(unit, EQUAL_OR_HIGH)),
    SEARCH_KEY_EQUAL(0x29, true, TRACK, NEVER, Leaves.ITS_OWN, unit -> key(unit, EQUAL)),
    SEARCH_KEY_HIGH(0x49, true, TRACK, NEVER, Leaves.ITS_OWN, unit -> key(unit, HIGH)),
    SEARCH_KEY_EQUAL_OR_HIGH(0x69, true, TRACK, NEVER, Leaves.ITS_OWN, unit -> key(unit, EQUAL_OR_HIGH)),

    READ_IPL(0x02, false, NOTHING, NEVER, Leaves.NOTHING, ReadCommands::ipl),
    READ_HOME_ADDRESS(0x1a, true, TRACK, READS_HOME_ADDRESS, Leaves.NOTHING, ReadCommands::homeAddress),
    READ_R0(0x16, true, TRACK, READS_R0, Leaves.NOTHING, ReadCommands::r0),
    READ_COUNT(0x12, true, TRACK, READS, Leaves.NOTHING, ReadCommands::count),
    READ_DATA(0x06, true, TRACK, READS, Leaves.DATA, ReadCommands::data),
    READ_KEY_DATA(0x0e, true, TRACK, READS, Leaves.KEY_AND_DATA, ReadCommands::keyData),
    READ_COUNT_KEY_DATA(0x1e, true, TRACK, READS, Leaves.NOTHING, ReadCommands::countKeyData),
    READ_MULTIPLE_COUNT_KEY_DATA(0x5e, false, TRACK, NEVER, Leaves.NOTHING, ReadCommands::multipleCountKeyData),
    READ_TRACK(0xde, false, DOMAIN, READS_TRACKS, Leaves.NOTHING, ReadCommands::track),

    WRITE_DATA(0x05, false, FOUND, WRITES, Leaves.DATA, WriteCommands::data),
    WRITE_KEY_DATA(0x0d, false, IDENTIFIER, WRITES, Leaves.KEY_AND_DATA, WriteCommands::keyData),
    WRITE_UPDATE_DATA(0x85, false, DOMAIN, UPDATES, Leaves.NOTHING, WriteCommands::data),
    WRITE_UPDATE_KEY_DATA(0x8d, false, DOMAIN, UPDATES, Leaves.NOTHING, WriteCommands::keyData),
    WRITE_COUNT_KEY_DATA(0x1d, false, PLACE, FORMATS, Leaves.FORMATTED_RECORD, WriteCommands::countKeyData),
    WRITE_COUNT_KEY_DATA_NEXT_TRACK(
            0x9d, false, DOMAIN, FORMATS, Leaves.FORMATTED_RECORD, WriteCommands::countKeyDataNextTrack),
    WRITE_R0(0x15, false, HOME_ADDRESS, FORMATS_R0, Leaves.FORMATTED_RECORD, WriteCommands::r0),
    WRITE_HOME_ADDRESS(0x19, false, TRACK, NEVER, Leaves.HOME_ADDRESS, WriteCommands::homeAddress),
    ERASE(0x11, false, PLACE, WRITES_TRACK, Leaves.NOTHING, WriteCommands::erase);

    /** What must have come before a command. */
    enum Needs {
        NOTHING,
        /** A command of this program that chose the track. */
        TRACK,
        /** Just before, a search for home address that found it, or a write of it. */
        HOME_ADDRESS,
        /** Just before, a search for an identifier that found it. */
        IDENTIFIER,
        /** Just before, a search for an identifier or a key that found it. */
        FOUND,
        /** The same, perhaps with reads and writes of data after it, or a write of R0 or a record. */
        PLACE,
        /** The domain of a LOCATE RECORD. */
        DOMAIN
    }

    /** The operations of LOCATE RECORD, with their orientation, in whose domain a command may be. */
    enum Domain {
        NEVER,
        READS_HOME_ADDRESS(0x06, 0x46, 0x86, 0xd6),
        READS_R0(0x06, 0x46, 0x86, 0x56, 0xd6),
        READS(0x06, 0x46, 0x86, 0x16, 0x56, 0x96, 0xd6),
        READS_TRACKS(0x0c, 0x4c),
        UPDATES(0x01, 0x81),
        WRITES(0x01, 0x03, 0x0b),
        FORMATS(0x03, 0x43, 0xc3, 0x0b),
        FORMATS_R0(0x43, 0xc3),
        WRITES_TRACK(0x0b);

        private final Set<Integer> operations;

        Domain(Integer... operations) {
            this.operations = Set.of(operations);
        }

        boolean contains(int operation) {
            return operations.contains(operation);
        }
    }

    /** What a command leaves for the {@link Needs} of the next one. */
    enum Leaves {
        NOTHING,
        HOME_ADDRESS,
        FORMATTED_RECORD,
        /** What was found and is left by reading or writing data. */
        DATA,
        /** What was found and is left by reading or writing key and data. */
        KEY_AND_DATA,
        /** The command says itself: a search what it found, LOCATE RECORD what it oriented to. */
        ITS_OWN
    }

    /** Carries a command out. */
    private interface Handler {
        int execute(EckdUnit unit);
    }

    /** The bit of a code that lets a command go on to the next track. */
    static final int MULTITRACK = 0x80;

    private static final @Nullable EckdCommand[] BY_CODE = new EckdCommand[0x100];

    static {
        for (EckdCommand command : values()) {
            BY_CODE[command.code] = command;
            if (command.multitrack) {
                BY_CODE[command.code | MULTITRACK] = command;
            }
        }
    }

    private final int code;
    private final boolean multitrack;
    private final Needs needs;
    private final Domain domain;
    private final Leaves leaves;
    private final Handler handler;

    EckdCommand(int code, boolean multitrack, Needs needs, Domain domain, Leaves leaves, Handler handler) {
        this.code = code;
        this.multitrack = multitrack;
        this.needs = needs;
        this.domain = domain;
        this.leaves = leaves;
        this.handler = handler;
    }

    /** The command of a code 0x00..0xff, or null. */
    static @Nullable EckdCommand ofCode(int code) {
        return BY_CODE[code];
    }

    /** The code, without the multitrack bit where there are two. */
    int code() {
        return code;
    }

    Needs needs() {
        return needs;
    }

    Domain domain() {
        return domain;
    }

    Leaves leaves() {
        return leaves;
    }

    int execute(EckdUnit unit) {
        return handler.execute(unit);
    }
}
