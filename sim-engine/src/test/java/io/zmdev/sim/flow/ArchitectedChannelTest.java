package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.channel.Orb;
import io.zmdev.sim.flow.Request.Instruction.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules of the Principles of Operation, each seen through a program that uses the I/O region. */
class ArchitectedChannelTest {

    private static final int CC = Ccw.CHAIN_COMMAND;
    private static final int SLI = Ccw.SUPPRESS_LENGTH;
    private static final int CD = Ccw.CHAIN_DATA;

    private static Run run(List<Request> requests, long... ccws) {
        return Simulation.run(
                Programs.scenario(Client.VFIO, ChannelBehaviour.ARCHITECTED, DeviceModel.DASD_3390_9, requests, ccws));
    }

    private static Run run(long... ccws) {
        return run(Programs.oneIo(1), ccws);
    }

    private static Run runWith(int control, long... ccws) {
        return run(
                List.of(Request.Ssch.of(Programs.orb(1, control, Programs.PROGRAM)), Programs.await(), Programs.tsch()),
                ccws);
    }

    private static String scsw(Run run) {
        return scsw(run, run.results().size() - 1);
    }

    private static String scsw(Run run, int result) {
        return HexFormat.of().formatHex(((Result.RegionIrb) run.results().get(result)).irb(), 0, 12);
    }

    private static String bytes(Run run, long at, int length) {
        run.timeTravel().seek(run.timeTravel().length());
        return HexFormat.of().formatHex(run.timeTravel().read("guest", at, length));
    }

    @Test
    void senseIdEndsWithTheResidualCount() {
        Run run = run(Ccw.of(Ccw.SENSE_ID, SLI, 64, Programs.DATA));

        assertThat(scsw(run)).isEqualTo("00c04007000010080c00002c");
        assertThat(bytes(run, Programs.DATA, 20)).isEqualTo("ff3990e933900c0040fa01004127000" + "4423e0060");
    }

    @Test
    void aWrongLengthIsIndicatedUnlessItIsSuppressed() {
        assertThat(scsw(run(Ccw.of(Ccw.SENSE_ID, 0, 64, Programs.DATA)))).isEqualTo("00c04017000010080c40002c");
        assertThat(scsw(run(Ccw.of(Ccw.SENSE_ID, 0, 20, Programs.DATA)))).isEqualTo("00c04007000010080c000000");
        assertThat(scsw(run(Ccw.of(Ccw.SENSE_ID, 0, 8, Programs.DATA)))).isEqualTo("00c04017000010080c400000");
    }

    @Test
    void incorrectLengthEndsCommandChaining() {
        Run run = run(Ccw.of(Ccw.SENSE_ID, CC, 8, Programs.DATA), Ccw.of(Ccw.NOP, SLI, 1, Programs.DATA));

        assertThat(scsw(run)).isEqualTo("00c04017000010080c400000");
    }

    @Test
    void dataChainingGoesOnInTheNextArea() {
        Run run = run(
                Ccw.of(Ccw.SENSE_ID, CD, 4, Programs.DATA),
                Ccw.of(0, CD, 4, Programs.DATA + 0x100),
                Ccw.of(0, SLI, 100, Programs.DATA + 0x200));

        assertThat(scsw(run)).isEqualTo("00c04007000010180c000058");
        assertThat(bytes(run, Programs.DATA + 0x100, 5)).isEqualTo("33900c0000");
        assertThat(bytes(run, Programs.DATA + 0x200, 4)).isEqualTo("40fa0100");
    }

    @Test
    void aZeroCountInAChainOfDataIsAProgramCheck() {
        Run run = run(Ccw.of(Ccw.SENSE_ID, CD, 4, Programs.DATA), Ccw.of(0, 0, 0, Programs.DATA));

        assertThat(scsw(run)).startsWith("00c04017").contains("20");
    }

    @Test
    void theNextCcwOfAChainOfDataTakesControlWhenTheCountIsUsedUp() {
        Run run = run(Ccw.of(Ccw.SENSE_ID, CD, 20, Programs.DATA), Ccw.of(0, SLI, 7, Programs.DATA + 0x100));

        assertThat(scsw(run)).isEqualTo("00c04007000010100c000007");
    }

    @Test
    void aChainOfDataMayNotSuspend() {
        Run run = runWith(
                Orb.FORMAT_1 | Orb.PREFETCH | Orb.SUSPEND | 0x8000,
                Ccw.of(Ccw.SENSE_ID, CD, 4, Programs.DATA),
                Ccw.of(0, SLI | Ccw.SUSPEND, 16, Programs.DATA + 0x100));

        assertThat(scsw(run)).isEqualTo("08c04017000010100c200000");
    }

    @Test
    void aProgramThatGivesLessThanTheDeviceTakesHasAnIncorrectLength() {
        int setPathGroupId = 0xaf;
        Run run = run(Ccw.of(setPathGroupId, 0, 11, Programs.DATA));

        assertThat(scsw(run)).isEqualTo("00c24017000010080e400000");
    }

    @Test
    void aProgramMayNotBeginWithATransferInChannel() {
        Run run = run(Ccw.of(Ccw.TIC, 0, 0, Programs.PROGRAM + 8), Ccw.of(Ccw.NOP, SLI, 1, Programs.DATA));

        assertThat(scsw(run)).isEqualTo("00c04017000010080020" + "0000");
    }

    @Test
    void aSecondTransferInChannelIsAProgramCheck() {
        Run run = run(
                Ccw.of(Ccw.NOP, CC | SLI, 1, Programs.DATA),
                Ccw.of(Ccw.TIC, 0, 0, Programs.PROGRAM + 16),
                Ccw.of(Ccw.TIC, 0, 0, Programs.PROGRAM));

        assertThat(scsw(run)).startsWith("00c04017").endsWith("00200000");
    }

    @Test
    void invalidCommandsAreProgramChecks() {
        for (int command : new int[] {0x00, 0xf0, 0x18}) {
            assertThat(scsw(run(Ccw.of(command, SLI, 16, Programs.DATA))))
                    .startsWith("00c04017")
                    .contains("0020");
        }
    }

    @Test
    void unknownCommandsAreRejectedByTheDeviceWithConcurrentSense() {
        Run run = run(Ccw.of(0xff, SLI, 16, Programs.DATA));
        byte[] irb = ((Result.RegionIrb) run.results().getLast()).irb();

        assertThat(scsw(run)).isEqualTo("00c24017000010080e000010");
        assertThat(ByteBuffer.wrap(irb).getInt(16)).isEqualTo(0x01200000);
        assertThat(irb[32]).isEqualTo((byte) 0x80);
        assertThat(irb[39]).isEqualTo((byte) 0x01);
    }

    @Test
    void programControlledInterruptionIsReportedWhileTheProgramGoesOn() {
        Run run = run(
                List.of(Programs.start(1), Programs.await(), Programs.tsch(), Programs.await(), Programs.tsch()),
                Ccw.of(Ccw.NOP, CC | SLI, 1, Programs.DATA),
                Ccw.of(Ccw.SENSE_ID, SLI | Ccw.PCI | CC, 20, Programs.DATA),
                Ccw.of(Ccw.NOP, SLI, 1, Programs.DATA));

        assertThat(scsw(run, 2)).isEqualTo("00c040c9000010100080" + "0000");
        assertThat(scsw(run, 4)).isEqualTo("00c04007000010180c000001");
    }

    @Test
    void suspensionIsReportedAndResetEndsIt() {
        Run run = run(
                List.of(
                        Request.Ssch.of(Programs.orb(1, Programs.CONTROL | Orb.SUSPEND, Programs.PROGRAM)),
                        Programs.await(),
                        Programs.tsch(),
                        Programs.instruction(Kind.CSCH),
                        Programs.await(),
                        Programs.tsch()),
                Ccw.of(Ccw.NOP, CC | SLI, 1, Programs.DATA),
                Ccw.of(Ccw.SENSE_ID, SLI | Ccw.SUSPEND, 20, Programs.DATA));

        assertThat(scsw(run, 2)).isEqualTo("08c04029000010100000" + "0014");
        assertThat(scsw(run, 5)).startsWith("00001001");
    }

    @Test
    void suspendWithoutPermissionIsAProgramCheck() {
        assertThat(scsw(run(Ccw.of(Ccw.SENSE_ID, SLI | Ccw.SUSPEND, 20, Programs.DATA))))
                .endsWith("00200014");
    }

    @Test
    void theInitialStatusIsReportedWhenItIsAskedFor() {
        Run run = run(
                List.of(
                        Request.Ssch.of(Programs.orb(1, Programs.CONTROL | Orb.INITIAL_STATUS, Programs.PROGRAM)),
                        Programs.await(),
                        Programs.tsch()),
                Ccw.of(Ccw.SENSE_ID, SLI, 20, Programs.DATA));

        assertThat(scsw(run)).startsWith("00e4");
    }

    @Test
    void aStorageKeyThatDoesNotMatchIsAProtectionCheck() {
        assertThat(scsw(runWith(Programs.CONTROL | 0x10000000, Ccw.of(Ccw.SENSE_ID, SLI, 20, Programs.DATA))))
                .isEqualTo("10c04017000010080c100014");
    }

    @Test
    void anImmediateCommandWithACountIsIndicatedInFormat1Only() {
        assertThat(scsw(run(Ccw.of(Ccw.NOP, 0, 1, Programs.DATA)))).isEqualTo("00c04017000010080c400001");
        assertThat(scsw(runWith(Programs.CONTROL | Orb.SUPPRESS_LENGTH, Ccw.of(Ccw.NOP, 0, 1, Programs.DATA))))
                .startsWith("00c04007");
        assertThat(scsw(run(Ccw.of(Ccw.NOP, 0, 0, Programs.DATA)))).isEqualTo("00c04007000010080c000000");
    }

    @Test
    void aProgramWithoutEndKeepsTheSubchannelActiveUntilItIsCleared() {
        Run run = run(
                List.of(
                        Programs.start(1),
                        Programs.await(),
                        Programs.instruction(Kind.CSCH),
                        Programs.await(),
                        Programs.tsch()),
                Ccw.of(Ccw.NOP, CC | SLI, 1, Programs.DATA),
                Ccw.of(Ccw.TIC, 0, 0, Programs.PROGRAM));

        assertThat(((Result.Waited) run.results().get(1)).interrupt()).isFalse();
        assertThat(scsw(run)).startsWith("00001001");
    }

    @Test
    void aHaltStopsARunningProgram() {
        Run run = run(
                List.of(Programs.start(1), Programs.instruction(Kind.HSCH), Programs.await(), Programs.tsch()),
                Ccw.of(Ccw.NOP, CC | SLI, 1, Programs.DATA),
                Ccw.of(Ccw.TIC, 0, 0, Programs.PROGRAM));

        assertThat(scsw(run)).startsWith("00c02001");
    }

    @Test
    void blockOneThousandIsWrittenAndReadBack() {
        byte[] memory = HexFormat.of().parseHex("80c0000000000000" + "0005000800050008");
        byte[] readExtent = HexFormat.of().parseHex("40c0000000000000" + "0005000800050008");
        byte[] writeLocate = HexFormat.of().parseHex("0180000100050008" + "00050008054d1000");
        byte[] readLocate = HexFormat.of().parseHex("0680000100050008" + "00050008054d1000");
        byte[] block = new byte[4096];
        Arrays.fill(block, (byte) 0x5a);
        Scenario base = Programs.scenario(
                Client.VFIO,
                ChannelBehaviour.ARCHITECTED,
                DeviceModel.DASD_3390_9,
                List.of(
                        Programs.start(1),
                        Programs.await(),
                        Programs.tsch(),
                        Request.Ssch.of(Programs.orb(2, Programs.CONTROL, 0x1100)),
                        Programs.await(),
                        Programs.tsch()));
        Scenario scenario = new Scenario(
                base.name(),
                base.note(),
                base.kernel(),
                base.transport(),
                base.channel(),
                base.client(),
                base.devices(),
                new GuestMemory(
                        0x100000,
                        List.of(),
                        List.of(
                                new GuestMemory.Data(0x2000, memory),
                                new GuestMemory.Data(0x2010, writeLocate),
                                new GuestMemory.Data(0x2020, readExtent),
                                new GuestMemory.Data(0x2030, readLocate),
                                new GuestMemory.Data(0x3800, block))),
                List.of(
                        new Scenario.Segment(
                                0x1000,
                                List.of(
                                        Ccw.of(0x63, CC, 16, 0x2000),
                                        Ccw.of(0x47, CC, 16, 0x2010),
                                        Ccw.of(0x85, 0, 4096, 0x3800))),
                        new Scenario.Segment(
                                0x1100,
                                List.of(
                                        Ccw.of(0x63, CC, 16, 0x2020),
                                        Ccw.of(0x47, CC, 16, 0x2030),
                                        Ccw.of(0x86, 0, 4096, 0x8000)))),
                base.requests(),
                base.faults(),
                base.schedule(),
                base.costs());

        Run run = Simulation.run(scenario);

        assertThat(scsw(run, 2)).isEqualTo("00c04007000010180c000000");
        assertThat(scsw(run, 5)).isEqualTo("00c04007000011180c000000");
        assertThat(run.memoryChanges()).singleElement().satisfies(change -> {
            assertThat(change.at()).isEqualTo(0x8000);
            assertThat(change.bytes()).isEqualTo(block);
        });
    }

    @Test
    void aLocateOutsideTheExtentIsFileProtected() {
        byte[] extent = HexFormat.of().parseHex("40c0000000000000" + "0005000800050008");
        byte[] locate = HexFormat.of().parseHex("0680000100050009" + "00050009054d1000");
        Scenario base = Programs.scenario(
                Client.VFIO,
                ChannelBehaviour.ARCHITECTED,
                DeviceModel.DASD_3390_9,
                Programs.oneIo(1),
                Ccw.of(0x63, CC, 16, 0x2000),
                Ccw.of(0x47, CC, 16, 0x2010),
                Ccw.of(0x86, 0, 4096, 0x8000));
        Scenario scenario = new Scenario(
                base.name(),
                base.note(),
                base.kernel(),
                base.transport(),
                base.channel(),
                base.client(),
                base.devices(),
                new GuestMemory(
                        0x100000,
                        List.of(),
                        List.of(new GuestMemory.Data(0x2000, extent), new GuestMemory.Data(0x2010, locate))),
                base.program(),
                base.requests(),
                base.faults(),
                base.schedule(),
                base.costs());

        byte[] irb = ((Result.RegionIrb) Simulation.run(scenario).results().getLast()).irb();

        assertThat(HexFormat.of().formatHex(irb, 0, 12)).isEqualTo("00c24017000010100e000000");
        assertThat(irb[33]).isEqualTo((byte) 0x04);
    }
}
