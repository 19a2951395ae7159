package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.exchange.PersistentFiles;
import io.zmdev.hw.host.BundleHost;
import io.zmdev.hw.host.BundleRecording;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.inventory.PersistentInventory;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.HostOperation;
import io.zmdev.model.host.PersistentState;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.rules.Validator;
import io.zmdev.service.Demo;
import io.zmdev.service.Import;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Transactions on emulated machines. */
class TransactionTest {

    /** Attributes that count what happened and never go back: nothing undoes a scan. */
    private static final Set<String> COUNTERS = Set.of("/sys/bus/ap/scans", "/sys/bus/ap/bindings_complete_count");

    /** The kernel numbers IOMMU groups and VFIO devices as they come: a device that was made again may have another number. */
    private static final String NUMBERED = ".*/(iommu_groups?|vfio-dev|(class|virtual)/vfio)(/.*)?";

    private static final MdevUuid WEB1 = new MdevUuid("5b1d0c1e-0001-4000-8000-00000000a001");

    private final HostAccess host = open("lpar42");
    private final Journal journal = new MemoryJournal();

    private static HostAccess open(String name) {
        return Hosts.open(new HostUri.BuiltIn(name), Optional.empty(), notice -> {});
    }

    private static Plan plan(HostAccess host, Configuration configuration) {
        return Planner.plan(Inventory.read(host), configuration);
    }

    private static Map<String, String> dump(HostAccess host) {
        Map<String, String> dump = SysfsDump.of(host);
        dump.keySet().removeIf(path -> COUNTERS.contains(path) || path.matches(NUMBERED));
        return dump;
    }

    private void apply(Configuration configuration) {
        new Transaction(host, journal).apply(plan(host, configuration));
    }

    /** The demo's guests, with a disk that is online in the host too. */
    private static Configuration guests() {
        return Demo.configuration()
                .withDevice(new DesiredDevice.Ccw(
                        new MdevUuid("5b1d0c1e-0005-4000-8000-00000000c002"),
                        "web2-disk",
                        true,
                        State.PRESENT,
                        SubchannelId.parse("0.0.0310"),
                        Optional.empty()));
    }

    @Test
    void afterAPlanWasAppliedNothingIsLeftToChange() {
        apply(guests());
        assertThat(plan(host, guests()).steps()).isEmpty();
        assertThat(History.of(journal.entries()).transactions().getLast().outcome())
                .contains(Outcome.APPLIED);
    }

    @ParameterizedTest
    @EnumSource
    void whateverStepFailsTheMachineIsAsItWasBefore(FaultyHost.Fault fault) {
        Map<String, String> before = dump(host);
        Plan plan = plan(host, guests());
        int steps = plan.steps().size();
        assertThat(steps).isGreaterThan(10);
        for (int step = 0; step < steps; step++) {
            FaultyHost faulty = new FaultyHost(host, fault, step);
            assertThatThrownBy(() -> new Transaction(faulty, journal).apply(plan))
                    .as("step %d", step + 1)
                    .isInstanceOf(ZmdevException.class)
                    .hasMessageStartingWith("step %d of %d".formatted(step + 1, steps))
                    .extracting(e -> ((ZmdevException) e).code())
                    .isEqualTo(ErrorCode.ROLLED_BACK);
            assertThat(faulty.struck()).isTrue();
            assertThat(dump(host)).as("step %d", step + 1).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whateverStepOfAChangeFailsTheGuestsKeepWhatTheyHad(FaultyHost.Fault fault) {
        apply(guests());
        Map<String, String> before = dump(host);
        Plan plan = plan(host, changed());
        assertThat(plan.steps()).hasSizeGreaterThan(6);
        for (int step = 0; step < plan.steps().size(); step++) {
            FaultyHost faulty = new FaultyHost(host, fault, step);
            assertThatThrownBy(() -> new Transaction(faulty, journal).apply(plan))
                    .as("step %d", step + 1)
                    .hasMessageContaining("the machine is as it was before");
            assertThat(dump(host)).as("step %d", step + 1).isEqualTo(before);
        }
        apply(changed());
        assertThat(plan(host, changed()).steps()).isEmpty();
    }

    /** web1 gives a card to web2, db1 loses its matrix and its disk, a card goes back to the host, another comes. */
    private static Configuration changed() {
        Configuration base = guests();
        return base.withDevice(((DesiredDevice.Matrix) base.mediatedDevices().get(0))
                        .withMatrix(new ApMatrix(Mask256.of(5), Mask256.of(4), Mask256.NONE)))
                .withDevice(((DesiredDevice.Matrix) base.mediatedDevices().get(1))
                        .withMatrix(new ApMatrix(Mask256.of(3, 6), Mask256.of(4, 6), Mask256.of(80))))
                .withDevice(new DesiredDevice.Matrix(
                        base.mediatedDevices().get(2).uuid(), "db1", true, State.ABSENT, ApMatrix.EMPTY))
                .withDevice(new DesiredDevice.Ccw(
                        base.mediatedDevices().get(3).uuid(),
                        "db1-disk",
                        true,
                        State.ABSENT,
                        SubchannelId.parse("0.0.0313"),
                        Optional.empty()))
                .withMasks(new MaskRequest(
                        Mask256.of(3), Mask256.NONE, Mask256.of(10), Mask256.NONE, Optional.empty(), Optional.empty()));
    }

    @Test
    void aRolledBackStepIsExplainedWithWhatTheKernelMeant() {
        Plan plan = plan(host, guests());
        HostAccess other = host;
        FaultyHost faulty = new FaultyHost(other, FaultyHost.Fault.LOST, 0);
        assertThatThrownBy(() -> new Transaction(faulty, journal).apply(plan))
                .hasMessageContaining("Free adapters 05, 06, 0a, 0b")
                .hasMessageContaining("/sys/bus/ap/apmask is '0xffff");
        host.execute(new HostOperation.Write(
                "/sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create", WEB1.text()));
        Plan stale = new Plan(plan.configuration(), plan.machine(), List.of(), plan.steps());
        assertThatThrownBy(() -> new Transaction(host, journal).apply(stale))
                .hasMessageContaining("before it, /sys/bus/mdev/devices/" + WEB1 + " is there, expected missing");
    }

    @Test
    void aPlanIsStaleOnceTheMachineMoved() {
        Plan plan = plan(host, guests());
        host.execute(new HostOperation.Write("/sys/bus/ap/apmask", "-3"));
        Map<String, String> before = dump(host);
        assertThatThrownBy(() -> new Transaction(host, journal).apply(plan))
                .hasMessageContaining("/sys/bus/ap/apmask is '0xefff")
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.STALE_PLAN);
        assertThat(dump(host)).isEqualTo(before);
        assertThat(journal.entries()).isEmpty();
    }

    @Test
    void aPlanForAnotherMachineIsStale() {
        Plan plan = plan(host, guests());
        assertThatThrownBy(() -> new Transaction(open("few"), journal).apply(plan))
                .hasMessageContaining("made for lpar42, this is few");
    }

    @Test
    void anAppliedTransactionCanBeRolledBack() {
        Map<String, String> before = dump(host);
        apply(guests());
        assertThat(new Transaction(host, journal).rollBack()).isEqualTo(1);
        assertThat(dump(host)).isEqualTo(before);
        assertThatThrownBy(() -> new Transaction(host, journal).rollBack()).hasMessageContaining("no transaction");
    }

    @Test
    void whatSomebodyChangedSinceIsNotRolledBack() {
        apply(guests());
        host.execute(new HostOperation.Write("/sys/devices/vfio_ap/matrix/" + WEB1 + "/unassign_adapter", "5"));
        assertThatThrownBy(() -> new Transaction(host, journal).rollBack())
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.STALE_PLAN);
    }

    /** Killed between the journal's line and anything after it: the same journal on the same machine, at every step. */
    @Test
    void whateverStepItIsKilledAtTheNextOneUndoesIt() {
        apply(guests());
        List<JournalEntry> whole = journal.entries();
        for (int end = 2; end < whole.size(); end++) {
            HostAccess machine = open("lpar42");
            Map<String, String> before = dump(machine);
            Journal cut = new MemoryJournal();
            for (JournalEntry entry : whole.subList(0, end)) {
                cut.append(entry);
                boolean last = cut.entries().size() == end;
                if (entry instanceof JournalEntry.Started(int step, var content) && (!last || end % 2 == 0)) {
                    content.operations().forEach(machine::execute);
                }
            }
            Plan plan = plan(machine, guests());
            assertThatThrownBy(() -> new Transaction(machine, cut).apply(plan)).hasMessageContaining("was cut off");
            new Transaction(machine, cut).rollBack();
            assertThat(dump(machine)).as("cut off after %d entries", end).isEqualTo(before);
        }
    }

    @Test
    void whatAMachineHasIsImportedFromItAndFromItsBundle(@TempDir Path folder) {
        for (int seed = 0; seed < 20; seed++) {
            Configuration configuration = RandomConfigurations.next(new SplittableRandom(seed));
            apply(configuration);
            Configuration imported =
                    Import.machine(Inventory.read(host), Set.of()).configuration();
            assertThat(plan(host, imported).steps()).as("seed %d", seed).isEmpty();
            assertThat(imported.mediatedDevices()).as("seed %d", seed).hasSize((int)
                    configuration.mediatedDevices().stream()
                            .filter(device -> device.state() == State.PRESENT)
                            .count());
            Path bundle = folder.resolve("lpar42.tar.gz");
            BundleRecording.of(host, Inventory.looks(), Inventory.guests(host)).write(bundle);
            try (HostAccess captured = BundleHost.open(bundle)) {
                assertThat(Import.machine(Inventory.read(captured), Set.of()).configuration())
                        .as("seed %d", seed)
                        .isEqualTo(imported);
            }
        }
    }

    /** Room was kept before; the entry that did not fit is not noted, and what it would have announced not made. */
    @Test
    void whateverEntryFillsTheDiskTheOldStateComesBack() {
        Map<String, String> before = dump(host);
        Plan plan = plan(host, guests());
        int rolledBack = 0;
        for (int entries = 0; plan(host, guests()).equals(plan); entries++) {
            Journal full = new FullJournal(journal, entries, 1000);
            try {
                new Transaction(host, full).apply(plan);
            } catch (ZmdevException e) {
                assertThat(e.code()).isEqualTo(entries == 0 ? ErrorCode.OUTPUT_UNWRITABLE : ErrorCode.ROLLED_BACK);
                assertThat(e).hasMessageContaining("the disk is full");
                assertThat(dump(host)).as("full at entry %d", entries).isEqualTo(before);
                rolledBack++;
            }
        }
        assertThat(rolledBack).isGreaterThan(plan.steps().size());
    }

    /** What was undone before the disk was full, or the program was killed, is not undone again. */
    @Test
    void whereverARollbackIsCutOffTheNextOneEndsIt() {
        Map<String, String> before = dump(host);
        boolean cut = true;
        for (int entries = 0; cut; entries++) {
            apply(guests());
            Journal full = new FullJournal(journal, entries, 0);
            try {
                new Transaction(host, full).rollBack();
                cut = false;
            } catch (ZmdevException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_UNWRITABLE);
                new Transaction(host, journal).rollBack();
            }
            assertThat(dump(host)).as("cut off after %d entries", entries).isEqualTo(before);
        }
    }

    /** Every state between two allowed ones is allowed: the kernel never refuses a step of a valid plan. */
    @Test
    void anyValidConfigurationIsReachedFromAnyOther() {
        int applied = 0;
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Configuration configuration = RandomConfigurations.next(random);
            if (Validator.refused(Validator.validate(configuration, Inventory.read(host)))) {
                continue;
            }
            try {
                apply(configuration);
            } catch (ZmdevException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            assertThat(plan(host, configuration).steps()).as("seed %d", seed).isEmpty();
            applied++;
        }
        assertThat(applied).isGreaterThan(60);
    }

    private Plan kept(Configuration configuration) {
        return plan(host, configuration)
                .keeping(PersistentFiles.changes(
                        configuration, PersistentInventory.read(host), path -> PersistentInventory.file(host, path)));
    }

    @ParameterizedTest
    @EnumSource
    void whateverFileCantBeChangedAllAreAsBefore(FaultyHost.Fault fault) {
        new Transaction(host, journal).apply(kept(Demo.configuration()), Duration.ofHours(1));
        Map<String, String> machine = dump(host);
        int files = History.of(journal.entries())
                .transactions()
                .getLast()
                .begun()
                .files()
                .size();
        assertThat(files).isGreaterThan(3);
        for (int file = 0; file < files; file++) {
            FaultyHost faulty = new FaultyHost(host, fault, file);
            assertThatThrownBy(() -> new Transaction(faulty, journal).confirm())
                    .as("file %d", file + 1)
                    .hasMessageContaining("No file was changed, it still waits");
            assertThat(faulty.struck()).isTrue();
            assertThat(PersistentInventory.read(host)).as("file %d", file + 1).isEqualTo(PersistentState.NOTHING);
            assertThat(dump(host)).isEqualTo(machine);
        }
        new Transaction(host, journal).confirm();
        assertThat(kept(Demo.configuration()).isEmpty()).isTrue();
    }

    @Test
    void aFileThatCantBeChangedUndoesWhatNeedsNoConfirmation() {
        Map<String, String> before = dump(host);
        Plan plan = kept(Demo.configuration());
        int writes =
                plan.steps().stream().mapToInt(step -> step.operations().size()).sum();
        FaultyHost faulty = new FaultyHost(host, FaultyHost.Fault.REFUSED, writes + 2);
        assertThatThrownBy(() -> new Transaction(faulty, journal).apply(plan, Duration.ZERO))
                .hasMessageContaining("the files for the next boot could not be changed")
                .hasMessageContaining("the machine is as it was before");
        assertThat(dump(host)).isEqualTo(before);
        assertThat(PersistentInventory.read(host)).isEqualTo(PersistentState.NOTHING);
    }
}
