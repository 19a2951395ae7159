package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zmdev.exchange.MdevDefinitions;
import io.zmdev.exchange.PersistentFiles;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.inventory.PersistentInventory;
import io.zmdev.hw.shell.Shell;
import io.zmdev.io.QueueKeysDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Apqn;
import io.zmdev.plan.FileChange;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.plan.ThreeWay;
import io.zmdev.service.Demo;
import io.zmdev.testbed.EmulatedLinux;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that a host makes by itself: real shells and real programs on an emulated machine's /sys. */
@Tag("slow")
class ScriptedTransactionTest {

    private static final List<String> COREUTILS = List.of(
            "cat chmod cp date dd head id ln ls mkdir mv nohup readlink rm rmdir sleep sort sync tail tr".split(" "));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private EmulatedLinux linux;
    private ShellHost host;
    private ScriptedTransaction transaction;

    @BeforeEach
    void boot() {
        linux = EmulatedLinux.boot("lpar42", folder);
        use("dash");
    }

    @AfterEach
    void shutDown() {
        linux.close();
    }

    private void use(String... command) {
        Shell shell = linux.shell(command);
        host = linux.host(shell);
        transaction = new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER);
    }

    private Plan plan(Configuration configuration) {
        return Planner.plan(Inventory.read(host), configuration);
    }

    private Map<String, String> dump() {
        return CompareState.of(linux);
    }

    @Test
    void whatTheShellShowsIsWhatTheMachineIs() {
        var machine = Inventory.read(host);
        assertThat(machine.ap()).isEqualTo(CompareState.machine(linux).ap());
        assertThat(machine.css()).isEqualTo(CompareState.machine(linux).css());
    }

    @Test
    void anAppliedPlanLeavesNothingToChangeAndCanBeRolledBack() {
        Map<String, String> before = dump();
        transaction.apply(plan(Demo.configuration()), Duration.ZERO);
        assertThat(plan(Demo.configuration()).steps()).isEmpty();
        assertThat(transaction.history().transactions().getLast().outcome()).contains(Outcome.APPLIED);
        assertThat(linux.locks().toFile().list()).isEmpty();
        assertThat(transaction.rollBack()).isEqualTo(1);
        assertThat(dump()).isEqualTo(before);
        assertThat(transaction.history().transactions().getLast().outcome()).contains(Outcome.ROLLED_BACK);
    }

    @Test
    void whatIsConfirmedInTimeStays() {
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(60));
        assertThat(linux.locks().toFile().list()).containsExactlyInAnyOrder("zmdev.lock", "s390apconfig.lock");
        assertThatThrownBy(() -> transaction.apply(plan(Demo.configuration()), Duration.ZERO))
                .hasMessageContaining("waits for 'zmdev confirm'");
        assertThat(transaction.confirm()).isEqualTo(1);
        assertThat(plan(Demo.configuration()).steps()).isEmpty();
        assertThat(transaction.history().transactions().getLast().entries())
                .hasAtLeastOneElementOfType(JournalEntry.Confirmed.class)
                .filteredOn(JournalEntry.Asked.class::isInstance)
                .extracting(entry -> ((JournalEntry.Asked) entry).request(), entry -> ((JournalEntry.Asked) entry).by())
                .containsExactly(
                        tuple(JournalEntry.Request.APPLY, Requester.name()),
                        tuple(JournalEntry.Request.CONFIRM, Requester.name()));
        assertThatThrownBy(() -> transaction.confirm()).hasMessageContaining("no transaction waits");
    }

    @Test
    void whatNobodyConfirmsIsUndone() {
        Map<String, String> before = dump();
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(4));
        // waits for the host, unless it was quicker
        transaction.expire();
        assertThat(transaction.expire()).isEmpty();
        assertThat(dump()).isEqualTo(before);
        assertThat(transaction.history().transactions().getLast().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(transaction.history().transactions().getLast().entries())
                .hasAtLeastOneElementOfType(JournalEntry.Started.class)
                .hasAtLeastOneElementOfType(JournalEntry.Expired.class);
    }

    @Test
    void aRefusedWriteIsUndoneAndNamed() {
        Map<String, String> before = dump();
        Plan plan = plan(Demo.configuration());
        linux.mounted()
                .inject((path, value) ->
                        path.endsWith("/create") ? Optional.of(Errno.EADDRNOTAVAIL) : Optional.empty());
        assertThatThrownBy(() -> transaction.apply(plan, Duration.ZERO))
                .hasMessageContaining("answered EADDRNOTAVAIL (Cannot assign requested address)")
                .hasMessageContaining("Everything was undone")
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.ROLLED_BACK);
        assertThat(dump()).isEqualTo(before);
    }

    /** The guard of the first transaction, by the process id that it noted. */
    private ProcessHandle guard() throws IOException {
        Path file = linux.state().resolve("transactions/1/journal.guard");
        return ProcessHandle.of(Long.parseLong(Files.readString(file).strip())).orElseThrow();
    }

    /** Everything that the transaction started: the processes with its mounts. */
    private static List<ProcessHandle> all(ProcessHandle guard) throws IOException {
        Path mounts = Files.readSymbolicLink(Path.of("/proc/" + guard.pid() + "/ns/mnt"));
        return ProcessHandle.allProcesses()
                .filter(process -> mounts.equals(mounts(process)))
                .toList();
    }

    private static @Nullable Path mounts(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/mnt"));
        } catch (IOException ended) {
            return null;
        }
    }

    private void awaitOutcome(Outcome outcome) throws InterruptedException {
        while (!transaction.history().transactions().getLast().outcome().equals(Optional.of(outcome))) {
            Thread.sleep(100);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash"})
    void aGuardThatIsKilledWhileItWaitsIsReplaced(String shell) throws IOException, InterruptedException {
        use(shell.split(" "));
        Map<String, String> before = dump();
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(8));
        guard().destroyForcibly();
        assertThat(dump()).isNotEqualTo(before);
        awaitOutcome(Outcome.ROLLED_BACK);
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void whatAReplacedGuardWaitsForCanBeConfirmed() throws IOException {
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(60));
        guard().destroyForcibly();
        assertThat(transaction.confirm()).isEqualTo(1);
        assertThat(plan(Demo.configuration()).steps()).isEmpty();
    }

    @Test
    void aGuardThatIsKilledInTheMiddleLeavesTheOldState() throws IOException {
        Map<String, String> before = dump();
        Plan plan = plan(Demo.configuration());
        linux.mounted().inject((path, value) -> {
            if (path.endsWith("/create")) {
                kill(false);
            }
            return Optional.empty();
        });
        assertThatThrownBy(() -> transaction.apply(plan, Duration.ofSeconds(60)))
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.ROLLED_BACK);
        assertThat(dump()).isEqualTo(before);
    }

    private void kill(boolean everything) {
        try {
            ProcessHandle guard = guard();
            (everything ? all(guard) : List.of(guard)).forEach(ProcessHandle::destroyForcibly);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whoeverComesNextHasAnUnguardedTransactionUndone() throws InterruptedException {
        Map<String, String> before = dump();
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(6));
        assertThat(transaction.recover()).isEmpty();
        kill(true);
        Thread.sleep(Duration.ofSeconds(6));
        assertThat(dump()).isNotEqualTo(before);
        assertThat(transaction.recover())
                .hasValueSatisfying(notice -> assertThat(notice).contains("transaction 1"));
        awaitOutcome(Outcome.ROLLED_BACK);
        assertThat(dump()).isEqualTo(before);
        assertThat(transaction.recover()).isEmpty();
    }

    /** The host's dd takes a second, five times what zmdev waits before it looks. */
    @Test
    void aSlowHostIsNotTakenForDeadWhileItsScriptIsAtWork() throws IOException {
        Path slow = Files.createDirectory(folder.resolve("slow"));
        Path dd = Files.writeString(slow.resolve("dd"), "#!/bin/sh\nsleep 1\nexec /usr/bin/dd \"$@\"\n");
        assertThat(dd.toFile().setExecutable(true)).isTrue();
        Shell shell = linux.shell("env", "PATH=" + slow + ":" + System.getenv("PATH"), "dash");
        ScriptedTransaction patient =
                new ScriptedTransaction(linux.host(shell), shell, ScriptedTransaction.FOLDER, Duration.ofMillis(200));
        patient.apply(plan(Demo.configuration()), Duration.ZERO);
        assertThat(plan(Demo.configuration()).steps()).isEmpty();
    }

    @Test
    void aTransactionThatARestartCutOffIsOfferedAndNotTouched() throws IOException {
        transaction.apply(plan(Demo.configuration()), Duration.ofSeconds(60));
        kill(true);
        Path journal = linux.state().resolve("transactions/1/journal");
        Files.writeString(journal, Files.readString(journal).replaceFirst("begun \\S+", "begun another-boot"));
        Map<String, String> made = dump();
        assertThat(transaction.recover())
                .hasValueSatisfying(notice -> assertThat(notice).contains("restart", "zmdev rollback"));
        assertThat(dump()).isEqualTo(made);
        assertThatThrownBy(() -> transaction.confirm()).hasMessageContaining("the machine was restarted");
        transaction.rollBack();
        assertThat(transaction.history().transactions().getLast().outcome()).contains(Outcome.ROLLED_BACK);
        assertThat(dump()).as("what the restarted machine is").isEqualTo(made);
        assertThat(transaction.recover()).isEmpty();
    }

    @Test
    void filesThatWereChangedWhenTheMachineRestartedComeBack() throws IOException {
        Plan plan = kept(Demo.configuration());
        Map<String, String> files = FolderDump.of(linux.etc());
        transaction.apply(plan, Duration.ofSeconds(60));
        kill(true);
        Path journal = linux.state().resolve("transactions/1/journal");
        Files.writeString(
                journal, Files.readString(journal).replaceFirst("begun \\S+", "begun another-boot") + "persisting\n");
        FileChange first = plan.files().getFirst();
        Path file = linux.etc().resolve(first.path().substring("/etc/".length()));
        Files.createDirectories(file.getParent());
        Files.writeString(file, first.after().orElseThrow());
        assertThat(transaction.recover())
                .hasValueSatisfying(notice -> assertThat(notice).contains("as before again", "zmdev rollback"));
        assertThat(file).doesNotExist();
        assertThat(FolderDump.of(linux.etc()).keySet()).containsAll(files.keySet());
        assertThat(transaction.recover())
                .hasValueSatisfying(notice -> assertThat(notice).contains("cut off by a restart"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash"})
    void keysAreKeptBesideWhatWasKeptBefore(String shell) throws IOException {
        use(shell.split(" "));
        Machine before = Inventory.read(host);
        Path folder = Files.createDirectories(linux.state().resolve("queues"));
        SortedMap<Apqn, String> kept = new TreeMap<>(Map.of(
                Apqn.of(5, 4), "AES CUR: valid 0x01",
                Apqn.of(5, 99), "AES NEW: empty 0x00\nAES CUR: valid 0x02",
                Apqn.of(5, 100), "WK CUR: invalid -"));
        Files.writeString(folder.resolve("card05.json"), QueueKeysDocument.text("", kept));
        Plan plan = plan(Demo.configuration());
        for (int time = 1; time <= 2; time++) {
            transaction.apply(plan, Duration.ZERO);
            before.ap().orElseThrow().queues().stream()
                    .filter(queue -> queue.apqn().adapter().value() == 5)
                    .forEach(queue -> queue.masterKeys()
                            .orElse(Optional.empty())
                            .ifPresent(keys -> kept.put(queue.apqn(), keys)));
            Path file = folder.resolve("card05.json");
            assertThat(QueueKeysDocument.parse(file.toString(), Files.readAllBytes(file)))
                    .isEqualTo(kept)
                    .hasSizeGreaterThan(3);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(folder.toFile().list()).noneMatch(name -> name.endsWith(".new"));
            assertThat(Inventory.read(host)
                            .ap()
                            .orElseThrow()
                            .queue(Apqn.of(5, 4))
                            .orElseThrow()
                            .knownKeys())
                    .contains(kept.get(Apqn.of(5, 4)));
            transaction.rollBack();
        }
    }

    /** No program but a shell and those of coreutils that a host must have. */
    @Test
    void coreutilsAreEnough(@TempDir Path programs) throws IOException {
        for (String program : COREUTILS) {
            Files.copy(Path.of("/bin", program), programs.resolve(program), StandardCopyOption.COPY_ATTRIBUTES);
        }
        Files.copy(Path.of("/bin/dash"), programs.resolve("sh"), StandardCopyOption.COPY_ATTRIBUTES);
        use("/usr/bin/env", "PATH=" + programs, "sh");
        Map<String, String> before = dump();
        Path recorded = Files.createDirectories(linux.state().resolve("queues")).resolve("card05.json");
        Files.writeString(
                recorded, QueueKeysDocument.text("", new TreeMap<>(Map.of(Apqn.of(5, 99), "AES CUR: valid 0x02"))));
        transaction.apply(kept(Demo.configuration()), Duration.ofSeconds(60));
        transaction.confirm();
        assertThat(QueueKeysDocument.parse(recorded.toString(), Files.readAllBytes(recorded)))
                .containsKeys(Apqn.of(5, 4), Apqn.of(5, 99));
        transaction.rollBack();
        assertThat(dump()).isEqualTo(before);
    }

    /** bash before 5.1, the shell of some hosts, writes here-documents to files. */
    @Test
    void whereNoTemporaryFileCanBeWrittenAPlanIsMadeAndUndone() throws IOException {
        Path programs = Files.createDirectories(linux.state().resolve("programs"));
        Files.createSymbolicLink(programs.resolve("sh"), Path.of("/bin/bash"));
        use("sh", "-c", """
                mount -t tmpfs -o size=4k tmpfs /tmp && head -c 4096 /dev/zero >/tmp/full &&
                    PATH=/var/lib/zmdev/programs:$PATH BASH_COMPAT=50 exec sh\
                """);
        Map<String, String> before = dump();
        transaction.apply(kept(Demo.configuration()), Duration.ofSeconds(60));
        transaction.confirm();
        transaction.rollBack();
        assertThat(dump()).isEqualTo(before);
    }

    @Test
    void nothingIsChangedWhereKeysCanNotBeKept() throws IOException {
        Map<String, String> before = dump();
        Files.writeString(linux.state().resolve("queues"), "a file where a folder should be");
        assertThatThrownBy(() -> transaction.apply(plan(Demo.configuration()), Duration.ZERO))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("/var/lib/zmdev/queues/card05.json can't be written")
                .hasMessageContaining("nothing was changed");
        assertThat(dump()).isEqualTo(before);
        assertThat(linux.mounted().writes()).isEmpty();
    }

    private Plan kept(Configuration configuration) {
        return plan(configuration)
                .keeping(PersistentFiles.changes(
                        configuration, PersistentInventory.read(host), path -> PersistentInventory.file(host, path)));
    }

    private Map<String, String> files() {
        return FolderDump.of(linux.etc());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "busybox sh", "bash"})
    void filesChangeWhenItIsConfirmedAndComeBackWithARollback(String shell) throws IOException {
        use(shell.split(" "));
        Files.createDirectories(linux.etc().resolve("udev/rules.d"));
        Files.writeString(linux.etc().resolve("udev/rules.d/41-ap.rules"), "# of somebody: ä 'quoted' $(x)\n\n");
        Map<String, String> before = files();
        Map<String, String> machine = dump();
        transaction.apply(kept(Demo.configuration()), Duration.ofSeconds(60));
        assertThat(files()).as("before it is confirmed").isEqualTo(before);
        transaction.confirm();
        assertThat(files())
                .hasSizeGreaterThan(before.size() + 2)
                .doesNotContainKey(".zmdev")
                .containsKey("mdevctl.d/matrix/5b1d0c1e-0001-4000-8000-00000000a001");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        linux.etc().resolve("mdevctl.d/matrix/5b1d0c1e-0001-4000-8000-00000000a001"))))
                .isEqualTo("rw-r--r--");
        assertThat(kept(Demo.configuration()).isEmpty()).isTrue();
        assertThat(ThreeWay.of(
                        Demo.configuration(),
                        Inventory.read(host),
                        PersistentInventory.read(host),
                        MdevDefinitions::of))
                .allMatch(ThreeWay.Row::agrees);
        transaction.rollBack();
        assertThat(files()).as("rolled back").isEqualTo(before);
        assertThat(dump()).isEqualTo(machine);
    }

    @Test
    void withoutAConfirmationTimeFilesChangeAtTheEnd() {
        Map<String, String> before = files();
        transaction.apply(kept(Demo.configuration()), Duration.ZERO);
        assertThat(kept(Demo.configuration()).isEmpty()).isTrue();
        transaction.rollBack();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void aFileThatSomebodyChangedMeanwhileIsLeftAloneAndItGoesOnWaiting() throws IOException {
        transaction.apply(kept(Demo.configuration()), Duration.ofSeconds(60));
        Files.createDirectories(linux.etc().resolve("udev/rules.d"));
        Path rule = Files.writeString(linux.etc().resolve("udev/rules.d/41-ap.rules"), "# somebody\n");
        Map<String, String> found = files();
        assertThatThrownBy(() -> transaction.confirm())
                .hasMessageContaining("/etc/udev/rules.d/41-ap.rules")
                .hasMessageContaining("No file was changed, it still waits")
                .extracting(e -> ((ZmdevException) e).code())
                .isEqualTo(ErrorCode.OUTPUT_UNWRITABLE);
        assertThat(files()).isEqualTo(found);
        Files.delete(rule);
        assertThat(transaction.confirm()).isEqualTo(1);
    }

    @Test
    void nothingIsWrittenThroughALink() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createSymbolicLink(linux.etc().resolve("mdevctl.d"), elsewhere);
        Map<String, String> before = files();
        transaction.apply(kept(Demo.configuration()), Duration.ofSeconds(60));
        assertThatThrownBy(() -> transaction.confirm()).hasMessageContaining("lies behind a link");
        assertThat(FolderDump.of(elsewhere)).isEmpty();
        assertThat(files()).isEqualTo(before);
        transaction.rollBack();
    }

    @Test
    void mdevctlListsWhatWasKept() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/mdevctl")) || Files.isExecutable(Path.of("/usr/bin/mdevctl")));
        for (String part : List.of("callouts", "notifiers")) {
            Files.createDirectories(linux.etc().resolve("mdevctl.d/scripts.d/" + part)); // its package brings them
        }
        transaction.apply(kept(Demo.configuration()), Duration.ZERO);
        List<String> command = new java.util.ArrayList<>(linux.enter());
        command.addAll(List.of("sh", "-c", "PATH=$PATH:/usr/sbin:/usr/bin mdevctl list --defined"));
        Process mdevctl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String listed = new String(mdevctl.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(mdevctl.waitFor()).as(listed).isZero();
        Demo.configuration()
                .mediatedDevices()
                .forEach(device -> assertThat(listed).contains(device.uuid().text()));
    }
}
