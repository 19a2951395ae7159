package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.RunawayProgramException;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.flow.Request.Instruction.Kind;
import io.zmdev.sim.trace.Area;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.sim.vfioccw.FsmState;
import io.zmdev.sim.vfioccw.VfioCcwDriver;
import io.zmdev.testing.Dice;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Throws {@link HostilePrograms} at a machine: any CCW, IDAW and ORB, any write to a region, on every kind of device,
 * over every transport, under both behaviours of the channel subsystem, with guest memory that is partly unmapped and changes
 * while a program runs, and with halt, clear, reset and lost paths at any time.
 *
 * <p>After every program: a driver that has no program at work keeps no page pinned, and the pages that the VMM never mapped hold
 * what they held. Machines that are recorded are taken back step by step and brought
 * forward again: the state has the same hash at every step.
 */
final class ChannelProgramFuzz {

    private static final int PROGRAMS_OF_A_MACHINE = 100;

    private static final int PAGE = HostilePrograms.PAGE;
    private static final int HOLE = HostilePrograms.HOLE;
    private static final int CP_INITIALIZED = 0;

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

    private final Dice dice;
    private final Tally tally;
    private final Session session;
    private final Requester requester;
    private final Area memory;
    private final VfioCcwDriver driver;
    private final Area program;
    private final boolean holed;
    private final HostilePrograms programs;

    private ChannelProgramFuzz(Dice dice, Tally tally) {
        this.dice = dice;
        this.tally = tally;
        Client client = dice.of(Client.values());
        holed = dice.coin();
        DeviceModel model = dice.of(MODELS);
        boolean dasd = model == DeviceModel.DASD_3390_3 || model == DeviceModel.DASD_3390_27;
        Scenario scenario = new Scenario(
                "hostile",
                "",
                dice.of(KERNELS),
                dice.of(Transport.values()),
                dice.of(ChannelBehaviour.values()),
                client,
                List.of(new Attachment("d", Attachment.Way.VFIO_CCW, model)),
                new GuestMemory(
                        HostilePrograms.MEMORY,
                        holed ? List.of(new GuestMemory.Hole(HOLE, HostilePrograms.HOLE_SIZE)) : List.of(),
                        List.of()),
                List.of(),
                List.of(),
                List.of(),
                new Schedule.AsTimed(),
                Map.of());
        session = new Session(scenario, null);
        requester = Simulation.requester(session, scenario);
        memory = session.guestMemory();
        programs = new HostilePrograms(dice, client, dasd, memory);
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
                Dice dice = new Dice(machine);
                boolean recorded = dice.percent(recordedPercent);
                done += new ChannelProgramFuzz(dice, tally)
                        .run(Math.min(PROGRAMS_OF_A_MACHINE, programs - done), recorded);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("machine seed " + machine, e);
            }
        }
    }

    /** Runs at most so many programs and returns how many. */
    private int run(int most, boolean recorded) {
        programs.fill();
        if (!recorded) {
            requester.open();
            return runPrograms(most);
        }
        ChangeLog changes = new ChangeLog(session.space());
        session.timeline().record(new StepLog(), changes);
        requester.open();
        int run = runPrograms(most);
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

    private int runPrograms(int most) {
        for (int i = 0; i < most; i++) {
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
        return most;
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
        programs.write();
        if (dice.percent(15)) {
            requester.answer(programs.disturbance());
        }
        boolean started = isStarted(requester.answer(programs.start()));
        if (dice.percent(10)) {
            programs.overwrite();
        }
        if (dice.percent(10)) {
            requester.answer(programs.disturbance());
        }
        requester.answer(new Request.Wait("", 1000));
        Result stored = requester.answer(Programs.instruction(Kind.TSCH));
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
        if (driver.state() == FsmState.CP_PENDING && dice.percent(80)) {
            requester.answer(Programs.instruction(Kind.CSCH));
            requester.answer(new Request.Wait("", 1000));
            requester.answer(Programs.instruction(Kind.TSCH));
        }
        if (dice.percent(ending == Ending.REFUSED ? 50 : 5)) {
            requester.answer(new Request.Reset(""));
        }
    }
}
