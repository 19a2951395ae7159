package io.zmdev.sim.channel.eckd;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.trace.TimeTravel;
import io.zmdev.testing.ProgramBuilder;
import io.zmdev.testing.ProgramBuilder.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EckdDasdTest {

    private static final int CHANNEL_END_DEVICE_END = 0x0c;
    private static final int WITH_UNIT_CHECK = 0x0e;
    private static final String WHOLE_VOLUME = "c0c0 0000 00000000 0000 0000 0d0a 000e";
    private static final String WRITE_ONE_BLOCK_OF_1000 = "0180 0001 0005 0008 0005 0008 05 4d 1000";

    private final StateSpace space = new StateSpace();
    private final EckdDasd dasd = new EckdDasd(space, "dasd", Geometry.MODEL_3);
    private final ProgramBuilder program = new ProgramBuilder(space, dasd);

    private static byte[] formatted(String countField, int length, int value) {
        byte[] bytes = ProgramBuilder.filled(8 + length, value);
        byte[] count = HexFormat.of().parseHex(countField);
        System.arraycopy(count, 0, bytes, 0, count.length);
        return bytes;
    }

    /** Block 1000 of 4096 bytes: track 83, cylinder 5, head 8, record 5. */
    @Test
    void aBlockThatWasWrittenIsReadBack() {
        byte[] block = ProgramBuilder.filled(4096, 0xa5);
        Result written = program.write(0x63, "80c0 0000 00000000 0005 0008 0005 0008")
                .write(0x47, WRITE_ONE_BLOCK_OF_1000)
                .write(0x85, 0, block)
                .run();
        assertThat(written.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        Result read = program.write(0x63, "40c0 0000 00000000 0005 0008 0005 0008")
                .write(0x47, "0680 0001 0005 0008 0005 0008 05 4d 1000")
                .read(0x86, 0, 4096)
                .run();
        assertThat(read.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        assertThat(read.residual()).isZero();
        assertThat(read.areas().get(2)).isEqualTo(block);
    }

    @Test
    void aTrackThatWasNeverWrittenHasTwelveRecordsOf4096Zeros() {
        ProgramBuilder reads =
                program.write(0x63, WHOLE_VOLUME).write(0x47, "0600 000c 0003 0002 0003 0002 00 ff 0000");
        for (int i = 0; i < 12; i++) {
            reads.read(0x1e, 4104);
        }
        Result result = reads.run();
        assertThat(result.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        for (int i = 0; i < 12; i++) {
            assertThat(result.hex(2 + i)).isEqualTo("00030002%02x001000".formatted(i + 1) + "00".repeat(4096));
        }
    }

    @Test
    void linuxFindsTheDeviceAndItsFormat() {
        Result id = program.read(0xe4, 256).run();
        assertThat(id.hex(0)).startsWith("ff3990e933900a0040fa01004127000442 3e0060".replace(" ", ""));
        Result configuration = program.read(0xfa, 256).run();
        assertThat(configuration.hex(0)).startsWith("dc010100f0f0f3f3f9f0f0f0c1");
        Result characteristics = program.read(0x64, 64).run();
        assertThat(characteristics.hex(0)).startsWith("3990e933900a50001096202" + "40d0b000fe000e5a20594022213090674");
        Result counts = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0600 0002 0000 0000 0000 0000 00 ff 0000")
                .read(0x12, 8)
                .read(0x12, 8)
                .run();
        assertThat(counts.hex(2)).isEqualTo("0000000001001000");
        assertThat(counts.hex(3)).isEqualTo("0000000002001000");
    }

    @Test
    void aSearchLoopFindsItsRecordThroughTheStatusModifier() {
        Result result = program.write(0x07, "0000 0001 0004")
                .write(0x31, "0001 0004 07")
                .transferInChannel(1)
                .read(0x06, 4096)
                .run();
        assertThat(result.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        assertThat(result.lastCcw()).isEqualTo(3);
    }

    @Test
    void aSearchForARecordThatIsNotThereEndsWhenTheIndexHasPassedTwice() {
        Result result = program.write(0x07, "0000 0001 0004")
                .write(0x31, "0001 0004 63")
                .transferInChannel(1)
                .read(0x06, 4096)
                .run();
        assertThat(result.deviceStatus()).isEqualTo(WITH_UNIT_CHECK);
        assertThat(result.senseSummary()).isEqualTo("0008 00");
    }

    /** The command, then byte 0, byte 1 and byte 7 of the sense data. */
    @ParameterizedTest
    @CsvSource({
        "41, 0000000000000000, 8000 01",
        "06, 0000000000000000, 8000 02",
        "47, 06000001000000000000000001ff0000, 8000 02",
        "63, c0c00000000000, 8000 03",
        "63, c0000000000000000000000000050005, 8000 04",
        "63, c0c00000000000000005000000040000, 8000 04",
        "63, c0c00000000000000000000013880000, 8000 04",
        "07, 000000ff000f, 8000 04",
        "07, 0000ffff0000, 8000 04",
        "1b, 000000000001, 8000 02",
        "1f, 20, 8000 04",
        "85, 0000000000000000, 8000 02",
        "de, 0000000000000000, 8000 02",
        "3e, 0000000000000000, 8000 02"
    })
    void aWrongCommandIsRejectedWithItsMessage(String command, String bytes, String sense) {
        Result result = program.write(Integer.parseInt(command, 16), bytes).run();
        assertThat(result.deviceStatus()).isEqualTo(WITH_UNIT_CHECK);
        assertThat(result.senseSummary()).isEqualTo(sense);
    }

    @Test
    void aSeekOutsideTheExtentIsFileProtected() {
        Result result = program.write(0x63, "c0c0 0000 00000000 0005 0000 0005 000e")
                .write(0x07, "0000 0006 0000")
                .run();
        assertThat(result.senseSummary()).isEqualTo("0004 00");
    }

    @Test
    void aLocateRecordOutsideTheExtentIsFileProtected() {
        Result result = program.write(0x63, "c0c0 0000 00000000 0005 0000 0005 000e")
                .write(0x47, "0600 0001 0006 0000 0006 0000 01 ff 0000")
                .read(0x06, 4096)
                .run();
        assertThat(result.lastCcw()).isEqualTo(1);
        assertThat(result.senseSummary()).isEqualTo("0004 00");
    }

    @Test
    void multitrackReadsCrossTheCylinderInsideADomain() {
        Result result = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0600 0002 0007 000e 0007 000e 0c ff 0000")
                .read(0x86, 4096)
                .read(0x92, 8)
                .run();
        assertThat(result.hex(3)).isEqualTo("0008000001001000");
    }

    @Test
    void multitrackReadsEndAtTheCylinderOutsideADomain() {
        Result result = program.write(0x07, "0000 0007 000e")
                .write(0x31, "0007 000e 0c")
                .transferInChannel(1)
                .read(0x92, 8)
                .run();
        assertThat(result.senseSummary()).isEqualTo("0020 00");
    }

    @Test
    void multitrackReadsEndAtTheExtent() {
        Result result = program.write(0x63, "c0c0 0000 00000000 0007 0000 0007 000e")
                .write(0x47, "0600 0002 0007 000e 0007 000e 0c ff 0000")
                .read(0x86, 4096)
                .read(0x86, 4096)
                .run();
        assertThat(result.senseSummary()).isEqualTo("0004 00");
    }

    @Test
    void aProgramThatEndsBeforeItsDomainIsIncomplete() {
        Result result = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0600 0002 0000 0000 0000 0000 01 ff 0000")
                .read(0x06, 4096)
                .run();
        assertThat(result.senseSummary()).isEqualTo("8100 00");
    }

    @ParameterizedTest
    @CsvSource({"47, 0181 0002 0000 0000 0000 0000 01 ff 1000", "4b, 0181 0002 0000 0000 0000 0000 01 ff 1000 0000 0000"
    })
    void aReadCountMayEndADomainThatWritesWhenItIsSuffixed(String command, String parameters) {
        Result result = program.write(0x63, WHOLE_VOLUME)
                .write(Integer.parseInt(command, 16), parameters)
                .write(0x85, 0, ProgramBuilder.filled(4096, 0xa5))
                .read(0x92, 8)
                .run();
        assertThat(result.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        assertThat(result.hex(3)).isEqualTo("0000000002001000");
    }

    /** Reserved auxiliary bits; a suffix of a format write, of a single command; byte 2; operation and length of extended parameters; a length above the block size. */
    @ParameterizedTest
    @CsvSource({
        "47, 01c0 0001 0000 0000 0000 0000 01 ff 1000",
        "4b, 0184 0001 0000 0000 0000 0000 01 ff 1000 0000 0000",
        "4b, 01b4 0003 0000 0000 0000 0000 01 ff 1000 0000 0000",
        "47, 0381 0002 0000 0000 0000 0000 01 ff 1000",
        "47, 0181 0001 0000 0000 0000 0000 01 ff 1000",
        "4b, 0180 0101 0000 0000 0000 0000 01 ff 1000 0000 0000",
        "4b, 0180 0001 0000 0000 0000 0000 01 ff 1000 0011 0000",
        "4b, 0180 0001 0000 0000 0000 0000 01 ff 1000 0000 0002",
        "47, 0180 0001 0000 0000 0000 0000 01 ff dff7"
    })
    void parametersOfALocateRecordThatTheStorageControlDoesNotKnowAreRejected(String command, String parameters) {
        Result result = program.write(0x63, WHOLE_VOLUME)
                .write(Integer.parseInt(command, 16), parameters)
                .write(0x85, 0, new byte[4096])
                .run();
        assertThat(result.lastCcw()).isEqualTo(1);
        assertThat(result.senseSummary()).isEqualTo("8000 04");
    }

    @Test
    void aMultitrackReadFindsTheFirstRecordBehindTheNextTracksOwnR0() {
        Result written = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0300 0001 0002 0004 0002 0004 00 ff 0000")
                .write(0x1d, 0, formatted("0002000401000008", 8, 0x22))
                .write(0x47, "4300 0001 0002 0003 0002 0003 00 ff 0000")
                .write(0x15, 0, formatted("0002000300000100", 256, 0x11))
                .run();
        assertThat(written.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        Result read = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "5600 0001 0002 0003 0002 0003 00 ff 0000")
                .read(0x9e, 16)
                .run();
        assertThat(read.hex(2)).isEqualTo("0002000401000008" + "22".repeat(8));
    }

    @Test
    void aTransferLengthThatIsNotTheRecordsIsAnInvalidTrackFormat() {
        Result result = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0180 0001 0000 0000 0000 0000 01 ff 0200")
                .write(0x85, Ccw.SUPPRESS_LENGTH, new byte[512])
                .run();
        assertThat(result.senseSummary()).isEqualTo("0040 00");
    }

    @ParameterizedTest
    @ValueSource(strings = {"40", "80"})
    void theFileMaskForbidsToFormat(String mask) {
        Result result = program.write(0x1f, mask)
                .write(0x07, "0000 0001 0004")
                .write(0x31, "0001 0004 01")
                .transferInChannel(2)
                .write(0x1d, Ccw.SUPPRESS_LENGTH, formatted("0001000402000008", 8, 1))
                .run();
        assertThat(result.senseSummary()).isEqualTo("8000 02");
    }

    @Test
    void aFormattedTrackKeepsItsRecordsAndLosesTheRest() {
        Result written = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0300 0002 0002 0003 0002 0003 00 ff 0000")
                .write(0x1d, 0, formatted("0002000301040064", 104, 0x11))
                .write(0x1d, 0, formatted("0002000302000000", 0, 0))
                .run();
        assertThat(written.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        Result read = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "4c00 0001 0002 0003 0002 0003 00 ff 0000")
                .read(0xde, 2000)
                .run();
        assertThat(read.hex(2))
                .startsWith("0002000300000008" + "0000000000000000" + "0002000301040064" + "11".repeat(104)
                        + "0002000302000000" + "ffffffffffffffff" + "00");
    }

    @Test
    void aRecordWithoutDataIsTheEndOfAFile() {
        program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0300 0001 0002 0003 0002 0003 00 ff 0000")
                .write(0x1d, 0, formatted("0002000301000000", 0, 0))
                .run();
        Result read = program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0600 0001 0002 0003 0002 0003 01 ff 0000")
                .read(0x06, 8)
                .run();
        assertThat(read.deviceStatus()).isEqualTo(0x0d);
    }

    @Test
    void aRecordThatDoesNotFitOnTheTrackIsRefused() {
        Result result = program.write(0x07, "0000 0001 0004")
                .write(0x31, "0001 0004 0c")
                .transferInChannel(1)
                .write(0x1d, Ccw.SUPPRESS_LENGTH, formatted("000100040d001000", 4096, 1))
                .run();
        assertThat(result.senseSummary()).isEqualTo("0040 00");
    }

    @Test
    void aShortBlockOnOutputIsAnIncorrectLength() {
        Result result = program.write(0x07, "0000 0001 0004")
                .write(0x31, "0001 0004 0c")
                .transferInChannel(1)
                .write(0x05, 0, new byte[100])
                .run();
        assertThat(result.subchannelStatus()).isEqualTo(0x40);
    }

    @Test
    void aKeyIsFoundAndItsDataUpdated() {
        program.write(0x63, WHOLE_VOLUME)
                .write(0x47, "0300 0002 0002 0003 0002 0003 00 ff 0000")
                .write(0x1d, 0, formatted("0002000301040008", 12, 0x11))
                .write(0x1d, 0, formatted("0002000302040008", 12, 0x22))
                .run();
        Result result = program.write(0x07, "0000 0002 0003")
                .write(0x29, "22222222")
                .transferInChannel(1)
                .write(0x05, 0, ProgramBuilder.filled(8, 0x33))
                .write(0x31, "0002 0003 02")
                .transferInChannel(4)
                .read(0x0e, 12)
                .run();
        assertThat(result.hex(6)).isEqualTo("22222222" + "33".repeat(8));
    }

    @Test
    void prefixTakesTheExtentAndTheOperationTogether() {
        Result result = program.write(
                        0xe7,
                        "01800000 00000000 00000000" + "40c0 0000 00000000 0005 0000 0005 000e" + "00".repeat(16)
                                + "0680 0001 0005 0008 0005 0008 05 4d 1000 00000000")
                .read(0x86, 0, 4096)
                .run();
        assertThat(result.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
    }

    @Test
    void iplReadsTheFirstRecordOfTheVolumeAndGoesOn() {
        Result result = program.read(0x02, 24).read(0x12, 8).run();
        assertThat(result.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        assertThat(result.hex(1)).isEqualTo("0000000002001000");
    }

    @Test
    void thePathGroupThatWasSetIsSensed() {
        Result result = program.write(0xaf, "80" + "0102030405060708090a0b")
                .read(0x34, 12)
                .run();
        assertThat(result.hex(1)).isEqualTo("c80102030405060708090a0b");
    }

    @Test
    void featuresAreReadAfterTheyWerePrepared() {
        Result result =
                program.write(0x27, "180000000000410000000000").read(0x3e, 256).run();
        assertThat(result.deviceStatus()).isEqualTo(CHANNEL_END_DEVICE_END);
        assertThat(result.residual()).isZero();
    }

    @Test
    void aSavedTrackCanBeLoadedIntoAnotherVolume() {
        program.write(0x63, "80c0 0000 00000000 0005 0008 0005 0008")
                .write(0x47, WRITE_ONE_BLOCK_OF_1000)
                .write(0x85, 0, ProgramBuilder.filled(4096, 0xa5))
                .run();
        List<Integer> written = new ArrayList<>();
        dasd.volume().forEachWrittenTrack(written::add);
        assertThat(written).containsExactly(83);
        Volume other = new Volume(new StateSpace(), "other", Geometry.MODEL_3);
        byte[] image = dasd.volume().save(83);
        other.load(83, image);
        assertThat(other.save(83)).isEqualTo(image);
        assertThat(image).hasSize(5 + 16 + 12 * 4104 + 8);
        assertThat(Arrays.copyOf(image, 13)).containsExactly(0, 0, 5, 0, 8, 0, 5, 0, 8, 0, 0, 0, 8);
    }

    @Test
    void timeTravelTakesAWriteBack() {
        program.write(0x63, "80c0 0000 00000000 0005 0008 0005 0008")
                .write(0x47, WRITE_ONE_BLOCK_OF_1000)
                .write(0x85, 0, ProgramBuilder.filled(4096, 0xa5));
        ChangeLog log = new ChangeLog(space);
        program.run();
        log.endStep();
        TimeTravel travel = new TimeTravel(space, log);
        byte[] after = dasd.volume().save(83);
        travel.seek(0);
        assertThat(dasd.volume().save(83)).isNotEqualTo(after);
        travel.seek(1);
        assertThat(dasd.volume().save(83)).isEqualTo(after);
    }
}
