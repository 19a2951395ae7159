package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.flow.Request.Instruction.Kind;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.testing.Dice;
import java.util.Optional;

/**
 * Random and hostile channel programs in the memory of a guest, one after the other, and what is done to the subchannel while one
 * runs. Nearly right more often than not, so that they get far.
 */
final class HostilePrograms {

    static final int MEMORY = 0x10000;
    static final int PAGE = 4096;
    static final int HOLE = 0xa000;
    /** An address just below a mapped page counts as mapped, so only the first page of the hole is safe. */
    static final int HOLE_SIZE = 0x2000;

    private static final int PROGRAM = 0x1000;
    private static final int PROGRAM_CCWS = 24;
    private static final int DATA = 0x4000;
    private static final int DATA_SIZE = 0x4000;
    private static final int PARAMETERS = 0x8000;
    private static final int PARAMETERS_SIZE = 0x100;
    private static final int IDALS = 0x8400;
    private static final int DEFINE_EXTENT = PARAMETERS;
    private static final int LOCATE_RECORD = PARAMETERS + 0x20;
    private static final int PREFIX = PARAMETERS + 0x40;

    private static final int[] COMMANDS = {
        0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09, 0x0b, 0x0c, 0x0d, 0x0e, 0x0f, 0x11, 0x12, 0x14,
                0x15,
        0x16, 0x17, 0x1a, 0x1b, 0x1d, 0x1e, 0x1f, 0x22, 0x23, 0x27, 0x29, 0x2f, 0x31, 0x34, 0x37, 0x3e, 0x3f, 0x47,
                0x4b,
        0x4f, 0x51, 0x54, 0x63, 0x64, 0x69, 0x71, 0x77, 0x85, 0x86, 0x8d, 0x8e, 0x92, 0x94, 0x95, 0x97, 0x9d, 0x9e,
                0x9f,
        0xa5, 0xa6, 0xa9, 0xaf, 0xb4, 0xb7, 0xc3, 0xc7, 0xdb, 0xde, 0xe4, 0xe7, 0xe9, 0xea, 0xf9, 0xfa, 0xff
    };
    private static final int[] DASD_COMMANDS = {
        0x05, 0x06, 0x07, 0x0d, 0x0e, 0x12, 0x1d, 0x1e, 0x31, 0x47, 0x4b, 0x63, 0x85, 0x86, 0x8e, 0x9e, 0xa5, 0xa6, 0xe7
    };
    /** Operations of LOCATE RECORD, each with a command that belongs to it. */
    private static final int[][] OPERATIONS = {
        {0x00, 0x06}, {0x01, 0x85}, {0x03, 0x1d}, {0x06, 0x86}, {0x0b, 0xa5}, {0x0c, 0xde}, {0x16, 0x92}, {0x3f, 0x95}
    };

    private final Dice dice;
    private final Client client;
    private final boolean dasd;
    private final Area memory;
    private boolean wideIdaws;
    private int dataCommand;

    /**
     * @param dasd whether the device is one
     * @param memory the guest's, {@value #MEMORY} bytes
     */
    HostilePrograms(Dice dice, Client client, boolean dasd, Area memory) {
        this.dice = dice;
        this.client = client;
        this.dasd = dasd;
        this.memory = memory;
    }

    /** Fills the memory for data. */
    void fill() {
        memory.put(DATA, dice.bytes(DATA_SIZE));
    }

    /** Writes the next program over the last one. */
    void write() {
        wideIdaws = dice.percent(75);
        writeParameters();
        int ccws = 1 + dice.below(6);
        for (int i = 0; i < ccws; i++) {
            memory.putLong(PROGRAM + 8L * i, ccw(i, i == ccws - 1));
        }
    }

    /** Another of the guest's CPUs writes what the driver has read, or is about to. */
    void overwrite() {
        memory.putLong(PROGRAM + 8L * dice.below(PROGRAM_CCWS), dice.bits());
        memory.putLong(PARAMETERS + 8L * dice.below(PARAMETERS_SIZE / 8), dice.bits());
    }

    /** What happens to the subchannel meanwhile. */
    Request disturbance() {
        return switch (dice.below(12)) {
            case 0, 1 -> Programs.instruction(Kind.HSCH);
            case 2, 3 -> Programs.instruction(Kind.CSCH);
            case 4 -> Programs.instruction(client == Client.VFIO ? Kind.STSCH : Kind.XSCH);
            case 5 -> Programs.instruction(client == Client.VFIO ? Kind.TSCH : Kind.RSCH);
            case 6 -> new Request.Reset("");
            case 7 -> new Request.Attention("");
            case 8 -> new Request.Path("", dice.of(Request.Path.Change.values()), dice.below(256), 1 << dice.below(8));
            case 9 -> new Request.Wait("", dice.below(2));
            default -> client == Client.VFIO ? region() : msch();
        };
    }

    private Request region() {
        Region region = dice.of(Region.values());
        return dice.coin()
                ? new Request.WriteRegion("", region, dice.below(130), dice.bytes(dice.below(130)))
                : new Request.ReadRegion("", region, dice.below(130), dice.below(130));
    }

    private Request msch() {
        return new Request.Msch(
                "",
                Optional.of(dice.anyInt()),
                dice.percent(10) ? Optional.of(dice.coin()) : Optional.of(true),
                Optional.of(dice.below(8)),
                dice.percent(20) ? Optional.of(dice.below(256)) : Optional.empty(),
                Optional.of(dice.coin()));
    }

    /** Starts what was written. */
    Request start() {
        if (client == Client.VFIO && dice.percent(5)) {
            return new Request.WriteRegion("", Region.IO, 0, dice.bytes(1 + dice.below(Region.IO.size())));
        }
        int control = Orb.FORMAT_1 | Orb.PREFETCH | 0x8000 | (wideIdaws ? Orb.FORMAT_2_IDAW : 0);
        if (dice.percent(8)) {
            control ^= 1 << dice.below(32);
        }
        if (dice.percent(3)) {
            control = dice.anyInt();
        }
        int cpa = dice.percent(94) ? PROGRAM : address();
        byte[] orb = Programs.orb(dice.anyInt(), control, cpa);
        return dice.percent(95)
                ? Request.Ssch.of(orb)
                : new Request.Ssch("", orb, dice.below(8), dice.anyInt(), dice.below(Region.IO.size() + 1));
    }

    private long ccw(int index, boolean last) {
        if (dice.percent(2)) {
            return dice.bits();
        }
        if (dice.percent(6)) {
            // Forwards far more often than backwards, which may have no end.
            int target = dice.percent(90) ? index + 2 + dice.below(3) : dice.below(index + 1);
            return Ccw.of(Ccw.TIC, 0, 0, PROGRAM + 8L * target);
        }
        int command = dasd && dice.percent(85) ? dasdCommand(index) : dice.of(COMMANDS);
        int flags = Ccw.SUPPRESS_LENGTH;
        if (dice.percent(last ? 3 : 95)) {
            flags |= Ccw.CHAIN_COMMAND;
        }
        if (dice.percent(5)) {
            flags ^= 1 << dice.below(8);
        }
        boolean parameters = dasd && (command == 0x63 || command == 0x47 || command == 0x4b || command == 0xe7);
        int count = parameters && dice.percent(90) ? parameterLength(command) : count();
        int data = parameters && dice.percent(90) ? parameterAddress(command) : address();
        if (dice.percent(10)) {
            flags |= Ccw.IDA;
            data = idal();
        }
        return Ccw.of(command, flags, count, data);
    }

    /** The extent, the record, then what is done with it. */
    private int dasdCommand(int index) {
        return switch (index) {
            case 0 -> 0x63;
            case 1 -> dice.percent(80) ? 0x47 : 0x4b;
            default -> dice.percent(60) ? dataCommand : dice.of(DASD_COMMANDS);
        };
    }

    private int count() {
        return switch (dice.below(10)) {
            case 0 -> dice.percent(10) ? dice.below(0x10000) : 1;
            case 1, 2 -> 0x1000;
            case 3 -> dice.below(0x1000);
            default -> dice.below(80);
        };
    }

    private int address() {
        return switch (dice.below(80)) {
            case 0 -> dice.anyInt();
            case 1 -> HOLE - 16 + dice.below(32);
            case 2 -> MEMORY - dice.below(0x900);
            case 3 -> HOLE + dice.below(HOLE_SIZE);
            case 4 -> PROGRAM + dice.below(8 * PROGRAM_CCWS);
            default -> DATA + dice.below(DATA_SIZE);
        };
    }

    /** A list of words as the ORB has them, its data mostly where data lie. */
    private int idal() {
        int at = IDALS + (dice.percent(95) ? 0 : dice.below(8));
        for (int i = 0; i < 18; i++) {
            int word = i == 0 || dice.percent(1) ? address() : DATA + PAGE * dice.below(DATA_SIZE / PAGE);
            if (wideIdaws) {
                memory.putLong(IDALS + 8L * i, word);
            } else {
                memory.putInt(IDALS + 4L * i, word);
            }
        }
        return at;
    }

    private static int parameterLength(int command) {
        return switch (command) {
            case 0x63, 0x47 -> 16;
            case 0x4b -> 20;
            default -> 64;
        };
    }

    private static int parameterAddress(int command) {
        return switch (command) {
            case 0x63 -> DEFINE_EXTENT;
            case 0x47, 0x4b -> LOCATE_RECORD;
            default -> PREFIX;
        };
    }

    /** An extent of a few tracks and a record in it, nearly right. */
    private void writeParameters() {
        if (!dasd) {
            return;
        }
        int cylinder = dice.below(3);
        int head = dice.below(15);
        memory.putLong(DEFINE_EXTENT, (dice.percent(70) ? 0xc0c0L : 0x80c0L) << 48);
        memory.putInt(DEFINE_EXTENT + 8, 0);
        memory.putInt(DEFINE_EXTENT + 12, 3 << 16 | 14);
        int transferLength = dice.percent(50) ? 0x1000 : 0;
        int[] operation = dice.of(OPERATIONS);
        dataCommand = operation[1];
        memory.putInt(LOCATE_RECORD, operation[0] << 24 | (transferLength != 0 ? 0x80_0000 : 0) | (1 + dice.below(3)));
        memory.putInt(LOCATE_RECORD + 4, cylinder << 16 | head);
        memory.putInt(LOCATE_RECORD + 8, cylinder << 16 | head);
        memory.putInt(LOCATE_RECORD + 12, dice.below(13) << 24 | 0xff_0000 | transferLength);
        memory.putInt(LOCATE_RECORD + 16, 0);
        memory.putLong(PREFIX, 0x0180_0000_0000_0000L);
        memory.putInt(PREFIX + 8, 0);
        memory.copy(PREFIX + 12, memory, DEFINE_EXTENT, 16);
        memory.clear(PREFIX + 28, 16);
        memory.copy(PREFIX + 44, memory, LOCATE_RECORD, 20);
        if (dice.percent(20)) {
            memory.putByte(PARAMETERS + dice.below(PARAMETERS_SIZE), dice.below(256));
        }
    }
}
