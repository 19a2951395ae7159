package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.eckd.Geometry;
import io.zmdev.sim.flow.Result;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scenarios of the library in which Linux uses a DASD: byte by byte what it sends and gets. */
class DasdScenarioTest {

    private static final int BLOCK = 1000;
    private static final int BLOCK_SIZE = 4096;

    private static final int DEFINE_EXTENT_TO_WRITE = 0x2000;
    private static final int LOCATE_RECORD_TO_WRITE = 0x2010;
    private static final int DEFINE_EXTENT_TO_READ = 0x2020;
    private static final int LOCATE_RECORD_TO_READ = 0x2030;
    private static final int WRITTEN = 0x3000;
    private static final int READ = 0x8000;

    private static String memory(Run run, long at, int length) {
        run.timeTravel().seek(run.steps().size());
        return HexFormat.of().formatHex(run.timeTravel().read("guest", at, length));
    }

    private static List<String> statusWords(Run run) {
        return run.results().stream()
                .flatMap(DasdScenarioTest::irb)
                .map(irb -> HexFormat.of().formatHex(irb, 0, 12))
                .toList();
    }

    private static Stream<byte[]> irb(Result result) {
        return switch (result) {
            case Result.GuestIrb guest -> Stream.of(guest.irb());
            case Result.RegionIrb region -> Stream.of(region.irb());
            default -> Stream.empty();
        };
    }

    /** What Linux computes for block 1000: track 83 is cylinder 5, head 8; record 5 stands at sector 77. */
    private static byte[] locateRecord(int operation) {
        int perTrack = Geometry.recordsPerTrack(0, BLOCK_SIZE);
        int track = BLOCK / perTrack;
        int record = BLOCK % perTrack + 1;
        short cylinder = (short) (track / Geometry.HEADS);
        short head = (short) (track % Geometry.HEADS);
        return ByteBuffer.allocate(16)
                .put(new byte[] {(byte) operation, (byte) 0x80, 0, 1})
                .putShort(cylinder)
                .putShort(head)
                .putShort(cylinder)
                .putShort(head)
                .put((byte) record)
                .put((byte) Geometry.sector(record, BLOCK_SIZE))
                .putShort((short) BLOCK_SIZE)
                .array();
    }

    @Test
    void theParametersOfBlock1000AreThoseThatLinuxComputes() {
        Run run = Simulation.run(ScenarioDocument.builtIn("dasd-write-and-read-back"));

        assertThat(HexFormat.of().formatHex(locateRecord(0x01))).isEqualTo("018000010005000800050008054d1000");
        assertThat(memory(run, DEFINE_EXTENT_TO_WRITE, 16)).isEqualTo("80c00000000000000005000800050008");
        assertThat(memory(run, LOCATE_RECORD_TO_WRITE, 16))
                .isEqualTo(HexFormat.of().formatHex(locateRecord(0x01)));
        assertThat(memory(run, DEFINE_EXTENT_TO_READ, 16)).isEqualTo("40c00000000000000005000800050008");
        assertThat(memory(run, LOCATE_RECORD_TO_READ, 16))
                .isEqualTo(HexFormat.of().formatHex(locateRecord(0x06)));
        assertThat(memory(run, 0x1000, 24)).isEqualTo("6340001000002000" + "4740001000002010" + "8500100000003000");
        assertThat(memory(run, 0x1100, 24)).isEqualTo("6340001000002020" + "4740001000002030" + "8600100000008000");
    }

    @Test
    void aBlockThatWasWrittenIsReadBackByAProgramAndByAGuest() {
        Scenario scenario = ScenarioDocument.builtIn("dasd-write-and-read-back");
        for (Scenario client : List.of(scenario, scenario.ofGuest())) {
            Run run = Simulation.run(client);

            assertThat(statusWords(run))
                    .as("%s: CPA behind the third CCW, channel end and device end, count 0", client.client())
                    .extracting(words -> words.substring(8))
                    .containsExactly("00001018" + "0c000000", "00001118" + "0c000000");
            assertThat(memory(run, READ, BLOCK_SIZE))
                    .hasSize(2 * BLOCK_SIZE)
                    .startsWith("5a5a5a5a")
                    .isEqualTo(memory(run, WRITTEN, BLOCK_SIZE));
        }
    }

    @Test
    void linuxBringsADasdUp() {
        Run run = Simulation.run(ScenarioDocument.builtIn("dasd-bring-up"));

        assertThat(statusWords(run)).hasSize(8).allMatch(words -> words.startsWith("00c04007"));
        assertThat(statusWords(run))
                .as("SENSE ID gives 20 of 256 bytes; everything else comes whole")
                .extracting(words -> words.substring(16))
                .containsExactly(
                        "0c0000ec", "0c000000", "0c000000", "0c000000", "0c000000", "0c000000", "0c000000", "0c000000");
        assertThat(memory(run, 0x3000, 20)).isEqualTo("ff3990e933900c0040fa010041270004423e0060");
        assertThat(memory(run, 0x3100, 12)).as("no path group").matches("0+");
        assertThat(memory(run, 0x3110, 12))
                .as("grouped, multipath; the identifier that was set")
                .isEqualTo("c8" + memory(run, 0x2001, 11));
        configurationHasTheElementsThatLinuxLooksFor(memory(run, 0x3200, 256));
        assertThat(memory(run, 0x3300, 20))
                .as("3990-E9 with a 3390-0C; 10017 cylinders of 15 tracks of 224 sectors, 58786 bytes a track")
                .isEqualTo("3990e933900c50001096" + "2032" + "2721000f" + "e000e5a2");
        assertThat(recordsSeenByTheAnalysis(run))
                .as("LDL: equal records without keys, numbered from 1")
                .containsExactly(
                        "0000000001001000",
                        "0000000002001000",
                        "0000000003001000",
                        "0000000004001000",
                        "0000000101001000");
    }

    /** {@code dasd_eckd_identify_conf_parts}: a NED with identifier 3 and descriptor 1, and a general NEQ, identifier 2. */
    private static void configurationHasTheElementsThatLinuxLooksFor(String configuration) {
        List<Integer> first = Arrays.stream(configuration.split("(?<=\\G.{64})"))
                .map(element -> Integer.parseInt(element.substring(0, 4), 16))
                .toList();

        assertThat(first).hasSize(8);
        assertThat(first).anyMatch(word -> word >>> 14 == 3 && (word & 0xff) == 1);
        assertThat(first).anyMatch(word -> word >>> 14 == 2);
    }

    private static List<String> recordsSeenByTheAnalysis(Run run) {
        return Arrays.asList(memory(run, 0x3500, 40).split("(?<=\\G.{16})"));
    }
}
