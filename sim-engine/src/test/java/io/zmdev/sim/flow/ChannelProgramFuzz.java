package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.RunawayProgramException;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.flow.Request.Instruction.Kind;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.sim.vfioccw.FsmState;
import io.zmdev.sim.vfioccw.Region;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Throws random and hostile channel programs at a machine: any CCW, IDAW and ORB, any write to a region, on every kind of device,
 * over every transport, under both behaviours of the channel subsystem, with guest memory that is partly unmapped and changes
 * while a program runs, and with halt, clear, reset and lost paths at any time.
 *
 * <p>After every program: a driver that has no program at work keeps no page pinned, and the pages that the VMM never mapped hold
 * what they held. Machines that are recorded are taken back step by step and brought
 * forward again: the state has the same hash at every step.
 */
final class ChannelProgramFuzz {

    private static final int PROGRAMS_OF_A_MACHINE = 100;

    private static final int MEMORY = 0x10000;
    private static final int HOLE = 0xa000;
    /** An address just below a mapped page counts as mapped, so only the first page of the hole is safe. */
    private static final int HOLE_SIZE = 0x2000;

    private static final int PAGE = 4096;
    private static final int PROGRAM = 0x1000;
    private static final int PROGRAM_CCWS = 24;
    private static final int DATA = 0x4000;
    private static final int DATA_SIZE = 0x4000;
    private static final int PARAMETERS = 0x8000;
    private static final int PARAMETERS_SIZE = 0x100;
    private static final int IDALS = 0x8400;
    private static final int CP_INITIALIZED = 0;

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

    private static final DeviceModel[] MODELS = {
        DeviceModel.DASD_3390_3,
        DeviceModel.DASD_3390_27,
        DeviceModel.TAPE_3590,
        DeviceModel.TN3270,
        DeviceModel.VIRTIO_RNG
    };
    private static final KernelVersion[] KERNELS = {
        new KernelVersion(6, 12), new KernelVersion(6, 1), new KernelVersion(5, 4), new KernelVersion(4, 12)
    };

    /** What can become of a program. */
    enum Ending {
        /** Channel end and device end. */
        NORMAL,
        /** Unit check or unit exception. */
        UNIT_STATUS,
        /** A check of the channel, incorrect length, a deferred condition code. */
        CHANNEL_STATUS,
        /** Refused by QEMU or the driver. */
        REFUSED,
        /** No status came: suspended, lost, ended by a disturbance, or without end. */
        NO_STATUS,
        /** QEMU would hang in it; the simulation says so and stops. */
        ENDLESS
    }

    /** How many programs ended in which way. */
    static final class Tally {

        private final Map<Ending, Long> counts = new EnumMap<>(Ending.class);

        private void add(Ending ending) {
            counts.merge(ending, 1L, Long::sum);
        }

        long of(Ending ending) {
            return counts.getOrDefault(ending, 0L);
        }

        @Override
        public String toString() {
            return counts.entrySet().stream()
                    .map(entry -> "%s %,d".formatted(entry.getKey(), entry.getValue()))
                    .collect(Collectors.joining(", "));
        }
    }

    private final SplittableRandom random;
    private final Tally tally;
    private final Client client;
    private final Session session;
    private final Requester requester;
    private final Area memory;
    private final VfioCcwDriver driver;
    private final Area program;
    private final boolean holed;
    private final boolean dasd;
    private boolean wideIdaws;
    private int dataCommand;

    private ChannelProgramFuzz(SplittableRandom random, Tally tally) {
        this.random = random;
        this.tally = tally;
        client = any(Client.values());
        holed = random.nextBoolean();
        DeviceModel model = any(MODELS);
        dasd = model == DeviceModel.DASD_3390_3 || model == DeviceModel.DASD_3390_27;
        Scenario scenario = new Scenario(
                "hostile",
                "",
                any(KERNELS),
                any(Transport.values()),
                any(ChannelBehaviour.values()),
                client,
                List.of(new Attachment("d", Attachment.Way.VFIO_CCW, model)),
                new GuestMemory(MEMORY, holed ? List.of(new GuestMemory.Hole(HOLE, HOLE_SIZE)) : List.of(), List.of()),
                List.of(),
                List.of(),
                List.of(),
                new Schedule.AsTimed(),
                Map.of());
        session = new Session(scenario, null);
        requester = Simulation.requester(session, scenario);
        memory = session.guestMemory();
        driver = session.hostDevice("").driver();
        program = session.space().find("cp.d").orElseThrow();
    }

    /**
     * Runs so many programs, at most a hundred on each machine.
     *
     * @param recordedPercent how many of the machines are recorded, taken back and brought forward
     * @throws AssertionError that tells the seed of the machine that an exception or a broken invariant was found on
     */
    static void run(long seed, int programs, int recordedPercent, Tally tally) {
        SplittableRandom seeds = new SplittableRandom(seed);
        int done = 0;
        while (done < programs) {
            long machine = seeds.nextLong();
            try {
                SplittableRandom random = new SplittableRandom(machine);
                boolean recorded = random.nextInt(100) < recordedPercent;
                done += new ChannelProgramFuzz(random, tally)
                        .run(Math.min(PROGRAMS_OF_A_MACHINE, programs - done), recorded);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("machine seed " + machine, e);
            }
        }
    }

    /** Runs at most so many programs and returns how many. */
    private int run(int programs, boolean recorded) {
        byte[] data = new byte[DATA_SIZE];
        random.nextBytes(data);
        memory.put(DATA, data);
        if (!recorded) {
            requester.open();
            return runPrograms(programs);
        }
        ChangeLog changes = new ChangeLog(session.space());
        session.timeline().record(new StepLog(), changes);
        requester.open();
        int run = runPrograms(programs);
        session.timeline().endRequest();
        takeBack(new TimeTravel(session.space(), changes));
        return run;
    }

    private static void takeBack(TimeTravel travel) {
        long[] hashes = new long[travel.length() + 1];
        do {
            hashes[travel.position()] = travel.stateHash();
        } while (travel.back());
        do {
            assertThat(travel.stateHash()).as("position %d", travel.position()).isEqualTo(hashes[travel.position()]);
        } while (travel.step());
    }

    private int runPrograms(int programs) {
        for (int i = 0; i < programs; i++) {
            try {
                tally.add(runProgram());
            } catch (RunawayProgramException e) {
                // The thread of the guest's CPU never comes back: this machine is lost.
                tally.add(Ending.ENDLESS);
                return i + 1;
            }
            checkInvariants();
            if (driver.state() == FsmState.NOT_OPER) {
                return i + 1;
            }
        }
        return programs;
    }

    private void checkInvariants() {
        if (driver.state() != FsmState.CP_PENDING) {
            assertThat(program.getInt(CP_INITIALIZED))
                    .as("a program in state %s", driver.state())
                    .isZero();
        }
        if (holed) {
            for (int at = HOLE; at < HOLE + PAGE; at += Long.BYTES) {
                if (memory.getLong(at) != 0) {
                    throw new AssertionError("unmapped memory was written at 0x%x".formatted(at));
                }
            }
        }
    }

    // --- one program -----------------------------------------------------------------------------------------------

    private Ending runProgram() {
        wideIdaws = percent(75);
        writeParameters();
        int ccws = 1 + random.nextInt(6);
        for (int i = 0; i < ccws; i++) {
            memory.putLong(PROGRAM + 8L * i, ccw(i, i == ccws - 1));
        }
        if (percent(15)) {
            disturb();
        }
        boolean started = isStarted(requester.answer(start()));
        if (percent(10)) {
            // Another of the guest's CPUs writes what the driver has read, or is about to.
            memory.putLong(PROGRAM + 8L * random.nextInt(PROGRAM_CCWS), random.nextLong());
            memory.putLong(PARAMETERS + 8L * random.nextInt(PARAMETERS_SIZE / 8), random.nextLong());
        }
        if (percent(10)) {
            disturb();
        }
        requester.answer(new Request.Wait("", 1000));
        Result stored = requester.answer(instruction(Kind.TSCH));
        Ending ending = started ? ending(stored) : Ending.REFUSED;
        recover(ending);
        return ending;
    }

    private static boolean isStarted(Result result) {
        return switch (result) {
            case Result.RegionWrite(var errno, int written, var retCode) -> errno.isEmpty();
            case Result.ConditionCode(int cc, Optional<Result.RegionWrite> region) ->
                cc == 0 && region.flatMap(Result.RegionWrite::errno).isEmpty();
            default -> false;
        };
    }

    private static Ending ending(Result stored) {
        return switch (stored) {
            case Result.GuestIrb(int cc, byte[] irb, byte[] regionIrb) -> ending(irb);
            case Result.RegionIrb(byte[] irb, int retCode) -> ending(irb);
            default -> Ending.NO_STATUS;
        };
    }

    private static Ending ending(byte[] irb) {
        boolean primary = (irb[3] & Scsw.PRIMARY) != 0;
        boolean deferred = (irb[0] & 3) != 0;
        if (!primary) {
            return deferred ? Ending.CHANNEL_STATUS : Ending.NO_STATUS;
        }
        if (irb[Scsw.SUBCHANNEL_STATUS] != 0) {
            return Ending.CHANNEL_STATUS;
        }
        return irb[Scsw.DEVICE_STATUS] == (Scsw.CHANNEL_END | Scsw.DEVICE_END) ? Ending.NORMAL : Ending.UNIT_STATUS;
    }

    /** Makes the subchannel usable again, as a guest would; mostly. */
    private void recover(Ending ending) {
        if (driver.state() == FsmState.CP_PENDING && percent(80)) {
            requester.answer(instruction(Kind.CSCH));
            requester.answer(new Request.Wait("", 1000));
            requester.answer(instruction(Kind.TSCH));
        }
        if (percent(ending == Ending.REFUSED ? 50 : 5)) {
            requester.answer(new Request.Reset(""));
        }
    }

    private void disturb() {
        requester.answer(
                switch (random.nextInt(12)) {
                    case 0, 1 -> instruction(Kind.HSCH);
                    case 2, 3 -> instruction(Kind.CSCH);
                    case 4 -> instruction(client == Client.VFIO ? Kind.STSCH : Kind.XSCH);
                    case 5 -> instruction(client == Client.VFIO ? Kind.TSCH : Kind.RSCH);
                    case 6 -> new Request.Reset("");
                    case 7 -> new Request.Attention("");
                    case 8 ->
                        new Request.Path(
                                "", any(Request.Path.Change.values()), random.nextInt(256), 1 << random.nextInt(8));
                    case 9 -> new Request.Wait("", random.nextInt(2));
                    default -> client == Client.VFIO ? region() : msch();
                });
    }

    private Request region() {
        Region region = any(Region.values());
        return random.nextBoolean()
                ? new Request.WriteRegion("", region, random.nextInt(130), bytes(random.nextInt(130)))
                : new Request.ReadRegion("", region, random.nextInt(130), random.nextInt(130));
    }

    private Request msch() {
        return new Request.Msch(
                "",
                Optional.of(random.nextInt()),
                percent(10) ? Optional.of(random.nextBoolean()) : Optional.of(true),
                Optional.of(random.nextInt(8)),
                percent(20) ? Optional.of(random.nextInt(256)) : Optional.empty(),
                Optional.of(random.nextBoolean()));
    }

    private Request start() {
        if (client == Client.VFIO && percent(5)) {
            return new Request.WriteRegion("", Region.IO, 0, bytes(1 + random.nextInt(Region.IO.size())));
        }
        int control = Orb.FORMAT_1 | Orb.PREFETCH | 0x8000 | (wideIdaws ? Orb.FORMAT_2_IDAW : 0);
        if (percent(8)) {
            control ^= 1 << random.nextInt(32);
        }
        if (percent(3)) {
            control = random.nextInt();
        }
        int cpa = percent(94) ? PROGRAM : address();
        byte[] orb = Programs.orb(random.nextInt(), control, cpa);
        return percent(95)
                ? Request.Ssch.of(orb)
                : new Request.Ssch("", orb, random.nextInt(8), random.nextInt(), random.nextInt(Region.IO.size() + 1));
    }

    private long ccw(int index, boolean last) {
        if (percent(2)) {
            return random.nextLong();
        }
        if (percent(6)) {
            // Forwards far more often than backwards, which may have no end.
            int target = percent(90) ? index + 2 + random.nextInt(3) : random.nextInt(index + 1);
            return Ccw.of(Ccw.TIC, 0, 0, PROGRAM + 8L * target);
        }
        int command = dasd && percent(85) ? dasdCommand(index) : any(COMMANDS);
        int flags = Ccw.SUPPRESS_LENGTH;
        if (percent(last ? 3 : 95)) {
            flags |= Ccw.CHAIN_COMMAND;
        }
        if (percent(5)) {
            flags ^= 1 << random.nextInt(8);
        }
        boolean parameters = dasd && (command == 0x63 || command == 0x47 || command == 0x4b || command == 0xe7);
        int count = parameters && percent(90) ? parameterLength(command) : count();
        int data = parameters && percent(90) ? parameterAddress(command) : address();
        if (percent(10)) {
            flags |= Ccw.IDA;
            data = idal();
        }
        return Ccw.of(command, flags, count, data);
    }

    /** The extent, the record, then what is done with it. */
    private int dasdCommand(int index) {
        return switch (index) {
            case 0 -> 0x63;
            case 1 -> percent(80) ? 0x47 : 0x4b;
            default -> percent(60) ? dataCommand : any(DASD_COMMANDS);
        };
    }

    private int count() {
        return switch (random.nextInt(10)) {
            case 0 -> percent(10) ? random.nextInt(0x10000) : 1;
            case 1, 2 -> 0x1000;
            case 3 -> random.nextInt(0x1000);
            default -> random.nextInt(80);
        };
    }

    private int address() {
        return switch (random.nextInt(80)) {
            case 0 -> random.nextInt();
            case 1 -> HOLE - 16 + random.nextInt(32);
            case 2 -> MEMORY - random.nextInt(0x900);
            case 3 -> HOLE + random.nextInt(HOLE_SIZE);
            case 4 -> PROGRAM + random.nextInt(8 * PROGRAM_CCWS);
            default -> DATA + random.nextInt(DATA_SIZE);
        };
    }

    /** A list of words as the ORB has them, its data mostly where data lie. */
    private int idal() {
        int at = IDALS + (percent(95) ? 0 : random.nextInt(8));
        for (int i = 0; i < 18; i++) {
            int word = i == 0 || percent(1) ? address() : DATA + PAGE * random.nextInt(DATA_SIZE / PAGE);
            if (wideIdaws) {
                memory.putLong(IDALS + 8L * i, word);
            } else {
                memory.putInt(IDALS + 4L * i, word);
            }
        }
        return at;
    }

    // --- parameters of a DASD's commands ---------------------------------------------------------------------------

    private static final int DEFINE_EXTENT = PARAMETERS;
    private static final int LOCATE_RECORD = PARAMETERS + 0x20;
    private static final int PREFIX = PARAMETERS + 0x40;

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
        int cylinder = random.nextInt(3);
        int head = random.nextInt(15);
        memory.putLong(DEFINE_EXTENT, (percent(70) ? 0xc0c0L : 0x80c0L) << 48);
        memory.putInt(DEFINE_EXTENT + 8, 0);
        memory.putInt(DEFINE_EXTENT + 12, 3 << 16 | 14);
        int transferLength = percent(50) ? 0x1000 : 0;
        int[] operation = any(OPERATIONS);
        dataCommand = operation[1];
        memory.putInt(
                LOCATE_RECORD, operation[0] << 24 | (transferLength != 0 ? 0x80_0000 : 0) | (1 + random.nextInt(3)));
        memory.putInt(LOCATE_RECORD + 4, cylinder << 16 | head);
        memory.putInt(LOCATE_RECORD + 8, cylinder << 16 | head);
        memory.putInt(LOCATE_RECORD + 12, random.nextInt(13) << 24 | 0xff_0000 | transferLength);
        memory.putInt(LOCATE_RECORD + 16, 0);
        memory.putLong(PREFIX, 0x0180_0000_0000_0000L);
        memory.putInt(PREFIX + 8, 0);
        memory.copy(PREFIX + 12, memory, DEFINE_EXTENT, 16);
        memory.clear(PREFIX + 28, 16);
        memory.copy(PREFIX + 44, memory, LOCATE_RECORD, 20);
        if (percent(20)) {
            memory.putByte(PARAMETERS + random.nextInt(PARAMETERS_SIZE), random.nextInt(256));
        }
    }

    // --- dice ------------------------------------------------------------------------------------------------------

    private boolean percent(int chance) {
        return random.nextInt(100) < chance;
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private int any(int[] values) {
        return values[random.nextInt(values.length)];
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static Request instruction(Kind kind) {
        return Programs.instruction(kind);
    }
}
