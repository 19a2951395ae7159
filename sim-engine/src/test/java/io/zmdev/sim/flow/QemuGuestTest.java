package io.zmdev.sim.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.host.DeviceModel;
import io.zmdev.sim.channel.Ccw;
import io.zmdev.sim.flow.Request.Instruction.Kind;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What a guest sees and which steps are taken, as a run of QEMU 10 on Linux 6.12 showed. */
class QemuGuestTest {

    private static final Set<String> ALL =
            Set.of("K1", "K2", "K3", "K4", "K5", "K6", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8");

    private static Run run(List<Request> requests, long... ccws) {
        return Simulation.run(
                Programs.scenario(Client.QEMU, ChannelBehaviour.QEMU_CSS, DeviceModel.TN3270, requests, ccws));
    }

    private static Set<String> steps(Run run) {
        return run.steps().subList(run.setupSteps(), run.steps().size()).stream()
                .map(step -> step.id().step())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String scsw(Run run) {
        Result.GuestIrb irb = (Result.GuestIrb) run.results().getLast();
        return HexFormat.of().formatHex(irb.irb(), 0, 12);
    }

    private static int cc(Run run, int request) {
        return ((Result.ConditionCode) run.results().get(request)).cc();
    }

    @Test
    void senseIdTakesEveryStep() {
        Run run = run(Programs.oneIo(0x11110001), Programs.senseId(16));

        assertThat(steps(run)).isEqualTo(ALL);
        assertThat(cc(run, 0)).isZero();
        assertThat(run.results().get(1))
                .isEqualTo(new Result.Waited(
                        true, Optional.of(new Result.GuestInterrupt(0x10000, 0x11110001, 0x18000000))));
        assertThat(scsw(run)).isEqualTo("00804007000010080c000000");
    }

    @Test
    void aRefusedTranslationBecomesAUnitException() {
        Run run = run(Programs.oneIo(1), Ccw.of(Ccw.SENSE_ID, Ccw.SUPPRESS_LENGTH, 16, 0x7ffff000));

        assertThat(steps(run)).containsExactlyInAnyOrder("K1", "K2", "K4", "Q3", "Q4", "Q5", "Q7", "Q8");
        assertThat(cc(run, 0)).isZero();
        assertThat(scsw(run)).isEqualTo("000044170000100801000000");
    }

    @Test
    void anUnmappedProgramBecomesAUnitExceptionWithoutTranslation() {
        Run run = run(List.of(
                Request.Ssch.of(Programs.orb(2, Programs.CONTROL, 0x7ffff000)), Programs.await(), Programs.tsch()));

        assertThat(steps(run)).containsExactlyInAnyOrder("K1", "K4", "Q3", "Q4", "Q5", "Q7", "Q8");
        assertThat(scsw(run)).isEqualTo("000044177ffff00801000000");
    }

    @Test
    void haltAndClearTakeEveryStepButTheTranslation() {
        for (Kind kind : List.of(Kind.HSCH, Kind.CSCH)) {
            Run run = run(List.of(Programs.instruction(kind), Programs.await(), Programs.tsch()));

            assertThat(steps(run))
                    .containsExactlyInAnyOrder("K1", "K3", "K4", "K5", "K6", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8");
            assertThat(cc(run, 0)).isZero();
        }
    }

    @Test
    void cancelNeverLeavesQemu() {
        Run run = run(List.of(Programs.instruction(Kind.XSCH)));

        assertThat(steps(run)).containsExactlyInAnyOrder("Q3", "Q5");
        assertThat(cc(run, 0)).isEqualTo(2);
    }

    @Test
    void aSecondStartBeforeTheFirstStatusIsFetchedIsRefusedByQemu() {
        Run run = run(
                List.of(Programs.start(1), Programs.start(2), Programs.await(), Programs.tsch()), Programs.senseId(16));

        assertThat(cc(run, 1)).isEqualTo(2);
    }

    @Test
    void aDisabledSubchannelIsNotOperational() {
        Request disable = new Request.Msch(
                "", Optional.empty(), Optional.of(false), Optional.empty(), Optional.empty(), Optional.empty());
        Run run = run(List.of(disable, Programs.start(3)), Programs.senseId(16));

        assertThat(cc(run, 1)).isEqualTo(3);
    }

    @Test
    void qemuRefusesModifiedIndirectAddressingInTheOrbAndInACcw() {
        int midawControl = 0x40;
        Run inOrb = run(
                List.of(Request.Ssch.of(Programs.orb(4, Programs.CONTROL | midawControl, Programs.PROGRAM))),
                Programs.senseId(16));
        Run inCcw = run(Programs.oneIo(5), Ccw.of(Ccw.SENSE_ID, Ccw.SUPPRESS_LENGTH | Ccw.MIDA, 16, Programs.DATA));

        assertThat(inOrb.results().getFirst()).isInstanceOf(Result.OperandException.class);
        assertThat(steps(inOrb)).as("nothing reaches the driver").containsExactly("Q3");
        assertThat(scsw(inCcw)).isEqualTo("008040170000100800200000");
    }

    @Test
    void senseDataAreLostUnlessTheGuestAskedForConcurrentSense() {
        long unknown = Ccw.of(0xff, Ccw.SUPPRESS_LENGTH, 16, Programs.DATA);
        Request concurrent = new Request.Msch(
                "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(true));
        Run lost = run(Programs.oneIo(3), unknown);
        Run kept = run(List.of(concurrent, Programs.start(3), Programs.await(), Programs.tsch()), unknown);

        assertThat(scsw(lost)).isEqualTo("048240170000100802000000");
        assertThat(((Result.GuestIrb) lost.results().getLast()).irb()[32]).isZero();
        assertThat(((Result.GuestIrb) lost.results().getLast()).regionIrb()[32]).isEqualTo((byte) 0x80);
        assertThat(((Result.GuestIrb) kept.results().getLast()).irb()[32]).isEqualTo((byte) 0x80);
    }

    @Test
    void theSetUpIsWalkedFromTheModulesToTheOpenDevice() {
        Run run = Simulation.run(Programs.senseId(Client.QEMU));

        assertThat(run.steps().subList(0, run.setupSteps()))
                .extracting(step -> step.id().text())
                .containsExactly(
                        "Q0.1", "Q0.2", "Q0.3", "Q0.4", "Q0.5", "Q0.6", "Q0.7", "Q0.8", "Q0.9", "Q0.4", "Q0.10", "Q1",
                        "Q2.1", "Q0.4", "Q0.11", "Q0.4", "Q0.10", "Q2.2", "Q0.4", "Q0.11", "Q0.4", "Q0.10", "Q2.2");
        assertThat(run.steps().get(2).what()).contains("vfio_ccw-io/create").contains("mdev_create");
    }
}
