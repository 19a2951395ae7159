package io.zmdev.sim.channel.eckd;

import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.FORMATS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.NEVER;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.READS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.TRACK_READS;
import static io.zmdev.sim.channel.eckd.EckdCommand.Domain.UPDATES;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.FORMAT_POSITION;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.LOCATE;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.NOTHING;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.SEARCH;
import static io.zmdev.sim.channel.eckd.EckdCommand.Needs.SEEK;

import io.zmdev.sim.channel.eckd.SearchCommands.Condition;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The commands of the storage control. */
@SuppressWarnings("ImmutableEnumChecker") // the handlers are static methods
enum EckdCommand {
    NO_OPERATION(0x03, false, NOTHING, NEVER, SubsystemCommands::noOperation),
    SENSE(0x04, false, NOTHING, NEVER, SubsystemCommands::sense),
    SENSE_ID(0xe4, false, NOTHING, NEVER, SubsystemCommands::senseId),
    READ_DEVICE_CHARACTERISTICS(0x64, false, NOTHING, NEVER, SubsystemCommands::readDeviceCharacteristics),
    READ_CONFIGURATION_DATA(0xfa, false, NOTHING, NEVER, SubsystemCommands::readConfigurationData),
    SENSE_SUBSYSTEM_STATUS(0x54, false, NOTHING, NEVER, SubsystemCommands::senseSubsystemStatus),
    PERFORM_SUBSYSTEM_FUNCTION(0x27, false, NOTHING, NEVER, SubsystemCommands::performSubsystemFunction),
    READ_SUBSYSTEM_DATA(0x3e, false, NOTHING, NEVER, SubsystemCommands::readSubsystemData),
    SENSE_PATH_GROUP_ID(0x34, false, NOTHING, NEVER, SubsystemCommands::sensePathGroupId),
    SET_PATH_GROUP_ID(0xaf, false, NOTHING, NEVER, SubsystemCommands::setPathGroupId),
    DEVICE_RESERVE(0xb4, false, NOTHING, NEVER, SubsystemCommands::reserve),
    DEVICE_RELEASE(0x94, false, NOTHING, NEVER, SubsystemCommands::reserve),
    UNCONDITIONAL_RESERVE(0x14, false, NOTHING, NEVER, SubsystemCommands::reserve),

    DEFINE_EXTENT(0x63, false, NOTHING, NEVER, ParameterCommands::defineExtent),
    LOCATE_RECORD(0x47, false, NOTHING, NEVER, ParameterCommands::locateRecord),
    LOCATE_RECORD_EXTENDED(0x4b, false, NOTHING, NEVER, ParameterCommands::locateRecordExtended),
    PREFIX(0xe7, false, NOTHING, NEVER, ParameterCommands::prefix),

    SEEK_CYLINDER_AND_HEAD(0x07, false, NOTHING, NEVER, SeekCommands::seek),
    SEEK_CYLINDER(0x0b, false, NOTHING, NEVER, SeekCommands::cylinder),
    SEEK_HEAD(0x1b, false, NOTHING, NEVER, SeekCommands::head),
    RECALIBRATE(0x13, false, NOTHING, NEVER, SeekCommands::recalibrate),
    SET_SECTOR(0x23, false, NOTHING, NEVER, SeekCommands::setSector),
    READ_SECTOR(0x22, false, NOTHING, NEVER, SeekCommands::readSector),
    SET_FILE_MASK(0x1f, false, NOTHING, NEVER, SeekCommands::setFileMask),

    SEARCH_HOME_ADDRESS_EQUAL(0x39, true, SEEK, NEVER, SearchCommands::homeAddress),
    SEARCH_ID_EQUAL(0x31, true, SEEK, NEVER, unit -> SearchCommands.identifier(unit, Condition.EQUAL)),
    SEARCH_ID_HIGH(0x51, true, SEEK, NEVER, unit -> SearchCommands.identifier(unit, Condition.HIGH)),
    SEARCH_ID_EQUAL_OR_HIGH(0x71, true, SEEK, NEVER, unit -> SearchCommands.identifier(unit, Condition.EQUAL_OR_HIGH)),
    SEARCH_KEY_EQUAL(0x29, true, SEEK, NEVER, unit -> SearchCommands.key(unit, Condition.EQUAL)),
    SEARCH_KEY_HIGH(0x49, true, SEEK, NEVER, unit -> SearchCommands.key(unit, Condition.HIGH)),
    SEARCH_KEY_EQUAL_OR_HIGH(0x69, true, SEEK, NEVER, unit -> SearchCommands.key(unit, Condition.EQUAL_OR_HIGH)),

    READ_IPL(0x02, false, NOTHING, NEVER, ReadCommands::ipl),
    READ_HOME_ADDRESS(0x1a, true, SEEK, READS, ReadCommands::homeAddress),
    READ_R0(0x16, true, SEEK, READS, ReadCommands::r0),
    READ_COUNT(0x12, true, SEEK, READS, ReadCommands::count),
    READ_DATA(0x06, true, SEEK, READS, ReadCommands::data),
    READ_KEY_DATA(0x0e, true, SEEK, READS, ReadCommands::keyData),
    READ_COUNT_KEY_DATA(0x1e, true, SEEK, READS, ReadCommands::countKeyData),
    READ_MULTIPLE_COUNT_KEY_DATA(0x5e, false, SEEK, READS, ReadCommands::multipleCountKeyData),
    READ_TRACK(0xde, false, LOCATE, TRACK_READS, ReadCommands::track),

    WRITE_DATA(0x05, false, SEARCH, UPDATES, WriteCommands::data),
    WRITE_KEY_DATA(0x0d, false, SEARCH, UPDATES, WriteCommands::keyData),
    WRITE_UPDATE_DATA(0x85, false, LOCATE, UPDATES, WriteCommands::data),
    WRITE_UPDATE_KEY_DATA(0x8d, false, LOCATE, UPDATES, WriteCommands::keyData),
    WRITE_COUNT_KEY_DATA(0x1d, false, FORMAT_POSITION, FORMATS, WriteCommands::countKeyData),
    WRITE_COUNT_KEY_DATA_NEXT_TRACK(0x9d, false, LOCATE, FORMATS, WriteCommands::countKeyDataNextTrack),
    WRITE_R0(0x15, false, FORMAT_POSITION, FORMATS, WriteCommands::r0),
    WRITE_HOME_ADDRESS(0x19, false, SEEK, FORMATS, WriteCommands::homeAddress),
    ERASE(0x11, false, FORMAT_POSITION, FORMATS, WriteCommands::erase);

    /** What must come before a command outside the domain of a LOCATE RECORD. */
    enum Needs {
        NOTHING,
        /** A command of this program that chose the track. */
        SEEK,
        /** As the command before, a search that found the record. */
        SEARCH,
        /** As the command before, a search that found the place, or a write of home address, R0 or a record. */
        FORMAT_POSITION,
        /** The domain of a LOCATE RECORD. */
        LOCATE
    }

    /** The operations of LOCATE RECORD in whose domain a command may be. */
    enum Domain {
        NEVER,
        READS(LocateRecord.READ_DATA, LocateRecord.READ_ANY, LocateRecord.READ),
        TRACK_READS(LocateRecord.READ_TRACKS, LocateRecord.READ_ANY),
        UPDATES(LocateRecord.WRITE_DATA),
        FORMATS(LocateRecord.FORMAT_WRITE);

        /** A bit for each operation code, which has six bits. */
        private final long operations;

        Domain(int... operations) {
            this.operations =
                    Arrays.stream(operations).mapToLong(code -> 1L << code).sum();
        }

        boolean contains(int operation) {
            return ((operations >>> operation) & 1) != 0;
        }
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
    private final Handler handler;

    EckdCommand(int code, boolean multitrack, Needs needs, Domain domain, Handler handler) {
        this.code = code;
        this.multitrack = multitrack;
        this.needs = needs;
        this.domain = domain;
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

    int execute(EckdUnit unit) {
        return handler.execute(unit);
    }
}
