package io.zmdev.io;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioCounts;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.MmioScenario;
import io.zmdev.sim.mmio.MmioSimulation;
import io.zmdev.sim.mmio.Outcome;
import io.zmdev.sim.mmio.Outcome.Accessed;
import io.zmdev.sim.mmio.Outcome.Fault;
import io.zmdev.sim.mmio.Outcome.Part;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.trace.TimeTravel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The MMIO scenarios that come with the program, against results worked out by hand. */
class MmioScenarioTest {

    static Stream<String> names() {
        return MmioScenarioDocument.builtInNames().stream();
    }

    private static MmioRun run(String name) {
        return MmioSimulation.run(MmioScenarioDocument.builtIn(name).value());
    }

    private static Accessed accessed(MmioRun run, int operation) {
        return (Accessed) run.done().get(operation).outcome();
    }

    private static String hex(MmioRun run, int operation) {
        return HexFormat.of().formatHex(accessed(run, operation).bytes());
    }

    private static Optional<Errno> errno(MmioRun run, int operation) {
        return ((Outcome.Called) run.done().get(operation).outcome()).errno();
    }

    private static List<TrapPath> paths(MmioRun run, int operation) {
        return accessed(run, operation).parts().stream().map(Part::path).toList();
    }

    private static MmioCounts counts(MmioRun run, int operation) {
        return run.done().get(operation).counts();
    }

    /** Exits, exits to user space, transitions, system calls, copies, signals. */
    private static List<Long> transport(MmioRun run, int operation) {
        MmioCounts counts = counts(run, operation);
        return List.of(
                counts.exits(),
                counts.userExits(),
                counts.transitions(),
                counts.syscalls(),
                counts.copies(),
                counts.signals());
    }

    private static List<String> ids(MmioRun run, int operation) {
        MmioRun.Done done = run.done().get(operation);
        return run.steps().subList(done.firstStep(), done.endStep()).stream()
                .map(step -> step.id().text())
                .toList();
    }

    @Test
    void everyFileOfTheLibraryIsListed() throws IOException {
        Path folder = Path.of("..", "assets", "src", "main", "resources", "io", "zmdev", "assets", "scenarios", "mmio");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".json"))
                            .map(name -> name.substring(0, name.length() - ".json".length())))
                    .containsExactlyInAnyOrderElementsOf(MmioScenarioDocument.builtInNames())
                    .hasSizeGreaterThanOrEqualTo(8);
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyScenarioSaysWhatItTeachesAndCanBeTakenBack(String name) {
        MmioScenario scenario = MmioScenarioDocument.builtIn(name).value();
        MmioRun run = MmioSimulation.run(scenario);

        assertThat(scenario.name()).isEqualTo(name);
        assertThat(scenario.note()).isNotBlank();
        assertThat(MmioResultDocument.text(run, List.of())).contains("\"format\": \"zmdev.result/1\"");
        assertThat(run.steps()).extracting(Step::what).noneMatch(what -> what.contains("%"));
        TimeTravel travel = run.timeTravel();
        long end = travel.stateHash();
        travel.seek(0);
        boolean changed = run.steps().stream().anyMatch(step -> !step.writes().isEmpty());
        assertThat(travel.stateHash() != end).isEqualTo(changed);
        travel.seek(run.steps().size());
        assertThat(travel.stateHash()).isEqualTo(end);
    }

    /** 6 sides for user space: guest, KVM, QEMU, VFIO, QEMU, KVM, guest. */
    @Test
    void everyPathHasItsExitsAndCopies() {
        MmioRun run = run("mmio-paths");

        assertThat(transport(run, 6)).as("user space").containsExactly(1L, 1L, 6L, 1L, 2L, 0L);
        assertThat(transport(run, 7)).as("back door").containsExactly(1L, 0L, 2L, 0L, 0L, 0L);
        assertThat(transport(run, 8)).as("file and offset").containsExactly(1L, 0L, 2L, 0L, 1L, 0L);
        assertThat(transport(run, 9)).as("ioeventfd").containsExactly(1L, 0L, 2L, 0L, 0L, 1L);
        assertThat(transport(run, 10)).as("coalesced").containsExactly(1L, 0L, 2L, 0L, 1L, 0L);
        assertThat(transport(run, 11)).as("first access to a page").containsExactly(1L, 0L, 2L, 0L, 0L, 0L);
        assertThat(transport(run, 12)).as("direct").containsExactly(0L, 0L, 0L, 0L, 0L, 0L);
        assertThat(Stream.iterate(6, i -> i + 1).limit(7).map(i -> paths(run, i).getFirst()))
                .containsExactly(
                        TrapPath.USER_SPACE,
                        TrapPath.BACK_DOOR,
                        TrapPath.FD_OFFSET,
                        TrapPath.IOEVENTFD,
                        TrapPath.COALESCED,
                        TrapPath.DIRECT,
                        TrapPath.DIRECT);
        assertThat(counts(run, 11).faults()).isEqualTo(1);
        assertThat(((Outcome.Looped) run.done().get(13).outcome())).isEqualTo(new Outcome.Looped(List.of(1L), 1));
    }

    /** The published sums, and what VFIO adds to them. */
    @Test
    void theCyclesOfAPathAreTheSumOfItsParts() {
        MmioRun run = run("mmio-paths");

        assertThat(counts(run, 6).cycles()).isEqualTo(8796 + 600 + 30 + 300);
        assertThat(counts(run, 7).cycles()).isEqualTo(3609 - 62 + 50 + 300);
        assertThat(counts(run, 8).cycles()).isEqualTo(3609 - 62 + 100 + 30 + 300);
        assertThat(counts(run, 9).cycles()).isEqualTo(3685);
        assertThat(counts(run, 12).cycles()).isZero();
    }

    @Test
    void whatUserSpaceSeesDependsOnThePath() {
        assertThat(paths(run("mmio-paths"), 6).getFirst().sight()).isEqualTo(TrapPath.Sight.EVERYTHING);
        assertThat(Stream.of(TrapPath.BACK_DOOR, TrapPath.FD_OFFSET, TrapPath.DIRECT)
                        .map(TrapPath::sight))
                .containsOnly(TrapPath.Sight.NOTHING);
        assertThat(TrapPath.COALESCED.sight()).isEqualTo(TrapPath.Sight.LATE);
        assertThat(TrapPath.IOEVENTFD.sight()).isEqualTo(TrapPath.Sight.THAT_IT_HAPPENED);
    }

    @Test
    void overlappingRangesAreRefusedAndExplained() {
        MmioRun run = run("mmio-overlap");

        assertThat(run.done()).isEmpty();
        assertThat(run.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem().text())
                        .contains("bar0 at 0x0..0x1fff and bar1 at 0x1000..0x1fff", "share 0x1000..0x1fff"));
        assertThat(run.stopped().orElseThrow()).startsWith("the regions are refused: bar0");
    }

    @Test
    void withoutTheCheckAWriteToOneRegionEndsInTheOther() {
        MmioRun run = run("mmio-overlap-unchecked");

        assertThat(run.findings()).hasSize(1);
        assertThat(hex(run, 2)).isEqualTo("aa000000");
        assertThat(hex(run, 3)).isEqualTo("aa000000");
        assertThat(run.steps())
                .extracting(Step::what)
                .contains("QEMU finds region 1, offset 0x0", "the driver emulates 4 byte(s) at 0x1000 of region 0");
    }

    @Test
    void regionInfoIsTheSameBeforeAndAfterBarsAreProgrammed() {
        MmioRun run = run("mmio-region-info");

        for (int i = 0; i < 5; i++) {
            assertThat(run.done().get(6 + i).outcome())
                    .isEqualTo(run.done().get(i).outcome());
        }
        assertThat(((Outcome.Bars) run.done().get(5).outcome()).bars())
                .containsExactly(
                        new Outcome.BarAddress(0, 0x100_0000, 0x1000_0000L),
                        new Outcome.BarAddress(2, 0x40, 0x1000),
                        new Outcome.BarAddress(6, 0x10000, 0x1100_0000L));
        assertThat(((Outcome.Region) run.done().get(0).outcome())
                        .info()
                        .orElseThrow()
                        .offset())
                .isZero();
        assertThat(((Outcome.Region) run.done().get(1).outcome())
                        .info()
                        .orElseThrow()
                        .size())
                .isZero();
        assertThat(((Outcome.Region) run.done().get(2).outcome())
                        .info()
                        .orElseThrow()
                        .offset())
                .isEqualTo(0x100_0000);
        assertThat(((Outcome.Region) run.done().get(4).outcome()).info()).isEmpty();
    }

    /** 0x3000 >> 40 is 0: BAR0 has no byte there. 0x1000000000000 >> 40 is 256: no region at all. */
    @Test
    void aMidLayerThatImposesOffsetsMissesTheDriversOwn() {
        MmioRun run = run("mmio-imposed-offsets");

        assertThat(accessed(run, 0).errno()).isEmpty();
        assertThat(accessed(run, 1).errno()).contains(Errno.EINVAL);
        assertThat(accessed(run, 2).errno()).contains(Errno.EINVAL);
    }

    @Test
    void identityMapsOfTwoDevicesCollide() {
        MmioRun run = run("mmio-identity-collision");

        assertThat(accessed(run, 4).fault()).isEmpty();
        assertThat(accessed(run, 5).fault()).contains(Fault.COLLISION);
        assertThat(hex(run, 5)).as("the other device's secret").isEqualTo("e7c25e00");
        assertThat(hex(run, 6)).as("through the file").isEqualTo("00000000");
        assertThat(ids(run, 5)).containsExactly("P1", "P2", "P3", "P4", "P5", "P7", "D1");
        assertThat(run.stopped()).isEmpty();
    }

    @Test
    void validateMapRequestKeepsDevicesApartAndRefusesWhatIsNotTheirs() {
        MmioRun run = run("mmio-validate-map-request");

        assertThat(hex(run, 5)).isEqualTo("00000000");
        assertThat(counts(run, 5).faults()).isEqualTo(1);
        assertThat(counts(run, 6).faults()).as("the page is there").isZero();
        assertThat(accessed(run, 7).fault()).contains(Fault.BAD_ADDRESS);
        assertThat(run.stopped().orElseThrow()).contains("EFAULT");
        assertThat(run.done()).as("nothing runs after it").hasSize(8);
    }

    @Test
    void aMappingThatIsFilledNeverFaults() {
        MmioRun run = run("mmio-fill-at-mmap");

        assertThat(ids(run, 1)).containsExactly("M1", "M2", "M2", "M3");
        assertThat(ids(run, 2)).as("across the edge of a page").containsExactly("D1", "D1");
        assertThat(hex(run, 3)).isEqualTo("0102030405060708");
        assertThat(run.counts().faults()).isZero();
    }

    @Test
    void withoutAHandlerTheFirstAccessIsSigbus() {
        MmioRun run = run("mmio-sigbus");

        assertThat(errno(run, 0)).as("mmap itself").isEmpty();
        assertThat(accessed(run, 1).fault()).contains(Fault.SIGBUS);
        assertThat(ids(run, 1)).containsExactly("P1", "P2", "P3", "P6");
        assertThat(run.stopped()).contains("QEMU gets SIGBUS and ends");
        assertThat(run.done()).hasSize(2);
    }

    @Test
    void theHoleOfASparseMmapTraps() {
        MmioRun run = run("mmio-sparse-hole");

        assertThat(errno(run, 1)).contains(Errno.EINVAL);
        assertThat(errno(run, 2)).isEmpty();
        assertThat(paths(run, 3)).containsExactly(TrapPath.DIRECT);
        assertThat(transport(run, 4)).containsExactly(1L, 1L, 6L, 1L, 2L, 0L);
        assertThat(accessed(run, 5).parts())
                .containsExactly(
                        new Part(0xc0000ffcL, 4, TrapPath.DIRECT), new Part(0xc0001000L, 4, TrapPath.USER_SPACE));
        assertThat(hex(run, 6)).isEqualTo("0102030405060708");
    }

    @Test
    void aDatamatchMissFallsThroughToUserSpace() {
        MmioRun run = run("mmio-datamatch");

        assertThat(errno(run, 1)).isEmpty();
        assertThat(errno(run, 2)).contains(Errno.EEXIST);
        assertThat(errno(run, 3)).isEmpty();
        assertThat(transport(run, 4)).containsExactly(1L, 0L, 2L, 0L, 0L, 1L);
        assertThat(paths(run, 7)).as("another value").containsExactly(TrapPath.USER_SPACE);
        assertThat(ids(run, 7)).contains("E1", "U1").doesNotContain("E2");
        assertThat(paths(run, 8)).as("another length").containsExactly(TrapPath.USER_SPACE);
        assertThat(ids(run, 8)).doesNotContain("E1");
        assertThat(paths(run, 9)).as("a read").containsExactly(TrapPath.USER_SPACE);
        assertThat(hex(run, 9))
                .as("9, then two bytes 7; no write of the eventfd yet")
                .isEqualTo("07000000");
        assertThat(run.done().get(10).outcome()).as("three in one").isEqualTo(new Outcome.Looped(List.of(3L), 0));
        assertThat(counts(run, 10).cycles()).as("nothing of it on the vCPU").isZero();
    }

    @Test
    void vfioMakesTheWriteOfItsEventfdItself() {
        MmioRun run = run("mmio-vfio-ioeventfd");

        assertThat(errno(run, 1)).isEmpty();
        assertThat(errno(run, 2)).as("without a value to write").contains(Errno.EINVAL);
        assertThat(transport(run, 3)).containsExactly(1L, 0L, 2L, 0L, 0L, 1L);
        assertThat(hex(run, 4)).isEqualTo("80000000");
    }

    /** 12 bytes: 8 + 4 in the kernel. 24 bytes from 8 on: one part in the kernel, two exits. 16 bytes outside: two exits. */
    @Test
    void accessesAreSplitIntoEightBytes() {
        MmioRun run = run("mmio-splitting");

        assertThat(paths(run, 2)).containsExactly(TrapPath.FD_OFFSET, TrapPath.FD_OFFSET);
        assertThat(transport(run, 2)).containsExactly(1L, 0L, 2L, 0L, 2L, 0L);
        assertThat(accessed(run, 3).parts())
                .containsExactly(
                        new Part(0xc0000008L, 8, TrapPath.FD_OFFSET),
                        new Part(0xc0000010L, 8, TrapPath.USER_SPACE),
                        new Part(0xc0000018L, 8, TrapPath.USER_SPACE));
        assertThat(transport(run, 3)).containsExactly(1L, 2L, 10L, 2L, 5L, 0L);
        assertThat(transport(run, 4)).containsExactly(1L, 2L, 10L, 2L, 4L, 0L);
        assertThat(hex(run, 5))
                .isEqualTo("0001020304050607" + "1011121314151617" + "18191a1b1c1d1e1f" + "2021222324252627"
                        + "303132333435363738393a3b3c3d3e3f");
    }

    @Test
    void aHeldFileOutlivesItsDescriptorAndAHandlerDoesNot() {
        MmioRun run = run("mmio-layering");

        assertThat(errno(run, 3)).as("the control variable is off").contains(Errno.EOPNOTSUPP);
        assertThat(ids(run, 6)).containsExactly("M8");
        assertThat(ids(run, 7)).containsExactly("M8", "M8.1");
        assertThat(hex(run, 9)).isEqualTo("01000000");
        assertThat(accessed(run, 10).fault()).contains(Fault.STALE_HANDLER);
        assertThat(run.done()).hasSize(11);
    }

    @Test
    void coalescedWritesWaitForTheNextExit() {
        MmioRun run = run("mmio-coalesced");

        assertThat(transport(run, 2)).containsExactly(1L, 0L, 2L, 0L, 1L, 0L);
        assertThat(hex(run, 4)).as("nothing has arrived").isEqualTo("00000000");
        assertThat(hex(run, 5)).as("the exit of the read brought both").isEqualTo("02000000");
        assertThat(counts(run, 5).userExits()).isEqualTo(1);
        assertThat(run.done().get(7).outcome()).isEqualTo(new Outcome.Looped(List.of(), 1));
    }

    @Test
    void anIntxComesAgainOnlyAfterSomebodyUnmasks() {
        MmioRun run = run("mmio-interrupts");
        List<Boolean> delivered = run.done().stream()
                .filter(done -> done.outcome() instanceof Outcome.Interrupted)
                .map(done -> ((Outcome.Interrupted) done.outcome()).delivered())
                .toList();

        assertThat(delivered)
                .containsExactly(
                        true, false, true, // MSI: interrupt, end, interrupt
                        true, false, false, false, // QEMU: interrupt, lower, end, interrupt is held
                        true, false, false, false, // plain irqfd: the same, and for good
                        true, true, false, false, true); // resample: still raised at the end, lower, end, interrupt
        assertThat(ids(run, 2)).as("MSI by irqfd").containsExactly("I3", "I5", "I8");
        assertThat(ids(run, 6)).as("INTx by QEMU").containsExactly("I3", "I4", "I5", "I6", "I6.1", "I7", "I8");
        assertThat(ids(run, 10)).as("access to a BAR").containsSubsequence("U8", "I11", "I4", "I5", "I8", "U9");
    }

    @Test
    void pagesArePinnedOnDemandAndLetGoAtUnmap() {
        MmioRun run = run("mmio-pages");

        assertThat(errno(run, 0)).as("nothing is mapped").contains(Errno.EINVAL);
        assertThat(errno(run, 1)).isEmpty();
        assertThat(counts(run, 1).pinned()).as("mapping pins nothing").isZero();
        assertThat(errno(run, 2)).contains(Errno.EEXIST);
        assertThat(counts(run, 3).pinned()).isEqualTo(2);
        assertThat(errno(run, 5)).as("half of it is not mapped").contains(Errno.EINVAL);
        assertThat(((Outcome.Copied) run.done().get(7).outcome()).bytes()).containsExactly(0xc0, 0xff, 0xee, 0x00);
        assertThat(errno(run, 8)).isEmpty();
        assertThat(errno(run, 9)).as("pinned once only").contains(Errno.EINVAL);
        assertThat(ids(run, 10)).as("both devices let go").containsExactly("N2", "N2.1", "N2.1");
        assertThat(((Outcome.Copied) run.done().get(11).outcome()).errno()).contains(Errno.EINVAL);
    }
}
