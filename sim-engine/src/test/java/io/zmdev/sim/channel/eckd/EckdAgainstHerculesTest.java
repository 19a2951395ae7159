package io.zmdev.sim.channel.eckd;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.Irb;
import io.zmdev.sim.channel.Scsw;
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

    @TempDir
    Path folder;

    @Test
    void randomProgramsEndAsUnderHercules() throws Exception {
        Hercules hercules = new Hercules(folder);
        List<String> differences = new ArrayList<>();
        int compared = 0;
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
                String difference = difference(expected.get(i), outcomes.get(i));
                if (!difference.isEmpty()) {
                    differences.add("seed %d, ORB %08x%n%s%s"
                            .formatted(
                                    cases.get(i).seed(),
                                    cases.get(i).orbControl(),
                                    String.join("\n", cases.get(i).listing()) + "\n",
                                    difference));
                }
            }
        }
        assertThat(differences)
                .describedAs("%d of %d programs end differently", differences.size(), compared)
                .isEmpty();
    }

    /** The first difference, or nothing. */
    private static String difference(ProgramOutcome simulated, ProgramOutcome hercules) {
        List<byte[]> ours = withoutPci(simulated.irbs());
        List<byte[]> theirs = withoutPci(hercules.irbs());
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

    /** PCI interruptions come when they come: the statuses but those with PCI alone. */
    private static List<byte[]> withoutPci(List<byte[]> irbs) {
        return irbs.stream()
                .map(irb -> Arrays.copyOf(irb, Irb.SIZE))
                .filter(irb -> (ByteBuffer.wrap(irb).getInt(0) & Scsw.SUBCHANNEL_ACTIVE) == 0)
                .toList();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private static String hex(byte[] bytes, int at) {
        return HexFormat.of().formatHex(bytes, at, Math.min(bytes.length, at + 32));
    }
}
