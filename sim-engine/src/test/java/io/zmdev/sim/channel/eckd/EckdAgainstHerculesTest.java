package io.zmdev.sim.channel.eckd;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.channel.Scsw;
import io.zmdev.sim.channel.SenseData;
import io.zmdev.testing.EckdPrograms;
import io.zmdev.testing.ProgramCase;
import io.zmdev.testing.ProgramOutcome;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Holds channel programs on an ECKD volume against Hercules; docs/fidelity-eckd.md says how to run it and what it found. */
@Tag("hercules")
class EckdAgainstHerculesTest {

    private static final int PROGRAMS = Integer.getInteger("zmdev.hercules.programs", 400);
    private static final long FIRST_SEED = Long.getLong("zmdev.hercules.seed", 1);

    @Test
    void randomProgramsEndAsUnderHercules(@TempDir Path folder) throws Exception {
        Hercules hercules = new Hercules(folder);
        List<String> differences = new ArrayList<>();
        int compared = 0;
        int same = 0;
        for (int first = 0; first < PROGRAMS; first += Hercules.BATCH) {
            List<ProgramCase> cases = new ArrayList<>();
            List<ProgramOutcome> expected = new ArrayList<>();
            for (int i = 0; i < Math.min(Hercules.BATCH, PROGRAMS - first); i++) {
                ProgramCase program = EckdPrograms.generate(FIRST_SEED + first + i, Hercules.base(i));
                cases.add(program);
                expected.add(SimulatedVolume.run(program));
            }
            List<ProgramOutcome> outcomes = hercules.run(cases);
            for (int i = 0; i < cases.size(); i++) {
                compared++;
                String difference = difference(cases.get(i), expected.get(i), outcomes.get(i));
                if (difference.isEmpty()) {
                    same++;
                } else if (!isKnown(cases.get(i), expected.get(i), outcomes.get(i))) {
                    differences.add("seed %d, ORB %08x%n%s%n%s"
                            .formatted(
                                    cases.get(i).seed(),
                                    cases.get(i).orbControl(),
                                    String.join("\n", cases.get(i).listing()),
                                    difference));
                }
            }
        }
        System.out.printf(
                "%d programs: %d alike, %d with a known difference, %d with another%n",
                compared, same, compared - same - differences.size(), differences.size());
        assertThat(differences)
                .describedAs("%d of %d programs end differently", differences.size(), compared)
                .isEmpty();
    }

    /** Whether Hercules is known to do otherwise in what this program met; docs/fidelity-eckd.md lists it. */
    private static boolean isKnown(ProgramCase program, ProgramOutcome simulated, ProgramOutcome hercules) {
        byte[] ours = comparable(program, simulated.irbs()).getLast();
        byte[] theirs = comparable(program, hercules.irbs()).getLast();
        return isIncorrectLengthOnOutput(program, ours)
                || isEitherCheck(program, ours, theirs)
                || isOtherUnitCheckInDomain(simulated, hercules)
                || isUpdateBehindEmptyTrack(program, hercules)
                || isShortLocateRecordInDomain(simulated, hercules)
                || hasR0OfAnotherNumber(simulated);
    }

    /** The first difference, or nothing. */
    private static String difference(ProgramCase program, ProgramOutcome simulated, ProgramOutcome hercules) {
        List<byte[]> ours = comparable(program, simulated.irbs());
        List<byte[]> theirs = comparable(program, hercules.irbs());
        for (int i = 0; i < Math.max(ours.size(), theirs.size()); i++) {
            String our = i < ours.size() ? hex(ours.get(i)) : "-";
            String their = i < theirs.size() ? hex(theirs.get(i)) : "-";
            if (!our.equals(their)) {
                return "IRB %d%n  simulated %s%n  hercules  %s%n".formatted(i, our, their);
            }
        }
        if (!Arrays.equals(simulated.sense(), hercules.sense())) {
            return "sense%n  simulated %s%n  hercules  %s%n".formatted(hex(simulated.sense()), hex(hercules.sense()));
        }
        int byteAt = Arrays.mismatch(simulated.memory(), hercules.memory());
        if (byteAt >= 0) {
            return "memory at %x%n  simulated %s%n  hercules  %s%n"
                    .formatted(byteAt, hex(simulated.memory(), byteAt), hex(hercules.memory(), byteAt));
        }
        for (int track = 0; track < simulated.tracks().size(); track++) {
            byte[] our = simulated.tracks().get(track);
            byte[] their = hercules.tracks().get(track);
            int at = Arrays.mismatch(our, their);
            if (at >= 0) {
                return "track %d at %d%n  simulated %s%n  hercules  %s%n"
                        .formatted(track, at, hex(our, at), hex(their, at));
            }
        }
        return "";
    }

    /**
     * The IRBs without what Hercules does otherwise or by chance: PCI interruptions come when they come; the count is of no meaning
     * after a program check; after a unit check Hercules gives a count and an incorrect length that do not tell how much was
     * moved, and has fetched all CCWs of a data chain; after a
     * program check it may give the status of a device that it has run already; with
     * status modifier it skips a CCW even when there is no chaining.
     */
    private static List<byte[]> comparable(ProgramCase program, List<byte[]> irbs) {
        List<byte[]> comparable = new ArrayList<>();
        for (byte[] irb : irbs) {
            ByteBuffer copy = ByteBuffer.wrap(Arrays.copyOf(irb, Irb.SIZE));
            if ((copy.getInt(0) & Scsw.SUBCHANNEL_ACTIVE) != 0) {
                continue;
            }
            boolean unitCheck = (copy.get(Scsw.DEVICE_STATUS) & Scsw.UNIT_CHECK) != 0;
            int subchannelStatus = copy.get(Scsw.SUBCHANNEL_STATUS) & ~Scsw.PCI;
            copy.put(Scsw.SUBCHANNEL_STATUS, (byte) subchannelStatus);
            copy.putInt(0, copy.getInt(0) & ~Scsw.INTERMEDIATE);
            if (unitCheck || (subchannelStatus & Scsw.PROGRAM_CHECK) != 0) {
                copy.putShort(Scsw.COUNT, (short) 0);
            }
            if ((subchannelStatus & Scsw.PROGRAM_CHECK) != 0) {
                copy.put(Scsw.DEVICE_STATUS, (byte) 0);
                copy.put(Scsw.SUBCHANNEL_STATUS, (byte) (subchannelStatus & ~Scsw.INCORRECT_LENGTH));
            }
            if ((copy.get(Scsw.DEVICE_STATUS) & Scsw.STATUS_MODIFIER) != 0) {
                copy.putInt(Scsw.CPA, 0);
            }
            if (unitCheck) {
                copy.put(Scsw.SUBCHANNEL_STATUS, (byte) (subchannelStatus & ~Scsw.INCORRECT_LENGTH));
                copy.putInt(Scsw.CPA, endOfDataChain(program, copy.getInt(Scsw.CPA)));
            }
            comparable.add(copy.array());
        }
        return comparable;
    }

    private static int endOfDataChain(ProgramCase program, int cpa) {
        int next = cpa;
        long ccw = ccw(program, next - Ccw.SIZE);
        while (Ccw.has(ccw, Ccw.CHAIN_DATA) || Ccw.isTic(ccw)) {
            next = Ccw.isTic(ccw) ? (int) Ccw.address(ccw) + Ccw.SIZE : next + Ccw.SIZE;
            ccw = ccw(program, next - Ccw.SIZE);
        }
        return next;
    }

    private static long ccw(ProgramCase program, int address) {
        int at = address - program.base();
        if (at < 0 || at > program.memory().length - Ccw.SIZE) {
            return 0;
        }
        long ccw = ByteBuffer.wrap(program.memory()).getLong(at);
        return (program.orbControl() & Orb.FORMAT_1) != 0 ? ccw : Ccw.fromFormat0(ccw);
    }

    /**
     * A write whose device takes more than the program gives, where Hercules indicates no incorrect length and chains on; or one whose
     * device takes less than a data chain gives, where Hercules has fetched all CCWs of the chain.
     */
    private static boolean isIncorrectLengthOnOutput(ProgramCase program, byte[] irb) {
        ByteBuffer scsw = ByteBuffer.wrap(irb);
        long ccw = ccw(program, scsw.getInt(Scsw.CPA) - Ccw.SIZE);
        return (scsw.get(Scsw.SUBCHANNEL_STATUS) & Scsw.INCORRECT_LENGTH) != 0
                && !Ccw.canSkip(Ccw.command(ccw))
                && (scsw.getShort(Scsw.COUNT) == 0 || Ccw.has(ccw, Ccw.CHAIN_DATA));
    }

    /** Hercules updates no record behind a track without records, although it reads such records. */
    private static boolean isUpdateBehindEmptyTrack(ProgramCase program, ProgramOutcome hercules) {
        byte[] irb = hercules.irbs().getLast();
        int command = Ccw.command(ccw(program, ByteBuffer.wrap(irb).getInt(Scsw.CPA) - Ccw.SIZE));
        int sense = hercules.sense()[1] | irb[Irb.ECW + 1];
        return hasUnitCheck(irb) && (sense & EckdSense.NO_RECORD_FOUND) != 0 && (command == 0x85 || command == 0x8d);
    }

    /**
     * Hercules fetches the data of a write before the device sees the command, however few of them it takes, and looks at the address
     * of a read behind it.
     */
    private static boolean isEitherCheck(ProgramCase program, byte[] ours, byte[] theirs) {
        ByteBuffer our = ByteBuffer.wrap(ours);
        int cpa = ByteBuffer.wrap(theirs).getInt(Scsw.CPA);
        boolean isWrite = !Ccw.canSkip(Ccw.command(ccw(program, cpa - Ccw.SIZE)));
        return (hasUnitCheck(ours) && hasProgramCheck(theirs))
                || (hasProgramCheck(ours) && (hasUnitCheck(theirs) || hasUnitException(theirs)))
                || (hasProgramCheck(theirs)
                        && isWrite
                        && (cpa != our.getInt(Scsw.CPA) || our.getShort(Scsw.COUNT) != 0));
    }

    /** A unit check that ends a program inside a domain: Hercules tells of the incomplete domain only. */
    private static boolean isOtherUnitCheckInDomain(ProgramOutcome simulated, ProgramOutcome hercules) {
        int ours = simulated.sense()[0] | simulated.irbs().getLast()[Irb.ECW];
        int theirs = hercules.sense()[0] | hercules.irbs().getLast()[Irb.ECW];
        return hasUnitCheck(simulated.irbs().getLast())
                && (ours & 0xff) != (SenseData.COMMAND_REJECT | EckdSense.INCOMPLETE_DOMAIN)
                && (theirs & 0xff) == (SenseData.COMMAND_REJECT | EckdSense.INCOMPLETE_DOMAIN);
    }

    /** A LOCATE RECORD that is too short and inside a domain: Hercules tells of the count, the simulator of the sequence. */
    private static boolean isShortLocateRecordInDomain(ProgramOutcome simulated, ProgramOutcome hercules) {
        int ours = simulated.sense()[7] | simulated.irbs().getLast()[Irb.ECW + 7];
        int theirs = hercules.sense()[7] | hercules.irbs().getLast()[Irb.ECW + 7];
        return hasUnitCheck(simulated.irbs().getLast())
                && ours == EckdSense.INVALID_SEQUENCE
                && theirs == EckdSense.COUNT_TOO_SMALL;
    }

    /** A first record that was written with a number other than 0: Hercules takes it for R1, the simulator knows R0 by its place. */
    private static boolean hasR0OfAnotherNumber(ProgramOutcome simulated) {
        return simulated.tracks().stream().anyMatch(track -> track[Volume.HOME_ADDRESS + 4] != 0);
    }

    private static boolean hasUnitCheck(byte[] irb) {
        return (irb[Scsw.DEVICE_STATUS] & Scsw.UNIT_CHECK) != 0;
    }

    private static boolean hasUnitException(byte[] irb) {
        return (irb[Scsw.DEVICE_STATUS] & Scsw.UNIT_EXCEPTION) != 0;
    }

    private static boolean hasProgramCheck(byte[] irb) {
        return (irb[Scsw.SUBCHANNEL_STATUS] & Scsw.PROGRAM_CHECK) != 0;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(byte[] bytes, int at) {
        return HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + 32));
    }
}
