package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.shell.Shell;
import io.zmdev.model.Configuration;
import io.zmdev.model.Errno;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.testbed.EmulatedLinux;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * An apply of 20 matrix devices by the script that a host runs, with a fault at every step of it: the host ends in the old state
 * or in the new one. Compared is every path of /sys but the counters and numbers that {@link CompareState} lists.
 */
@Tag("slow")
class FaultInjectionTest {

    static final int DEVICES = 20;

    /** A thousand times fsync: in memory, where there is a file system in memory. */
    @TempDir(factory = InMemoryFolder.class)
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private EmulatedLinux linux;
    private Plan plan;
    private Map<String, String> before;

    private static final class InMemoryFolder implements TempDirFactory {
        @Override
        public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context) throws IOException {
            Path memory = Path.of("/dev/shm");
            return Files.isWritable(memory)
                    ? Files.createTempDirectory(memory, "zmdev")
                    : Files.createTempDirectory("zmdev");
        }
    }

    @BeforeEach
    void boot() throws IOException {
        linux = EmulatedLinux.boot("many", folder);
        Shell shell = linux.shell("sh");
        ShellHost host = linux.host(shell);
        plan = Planner.plan(Inventory.read(host), configuration());
        before = CompareState.of(linux);
        System.out.println(CompareState.listing(before));
        Files.writeString(folder.resolve("script"), ShellScript.of(plan));
    }

    @AfterEach
    void shutDown() {
        linux.close();
    }

    static Configuration configuration() {
        List<DesiredDevice> devices = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            devices.add(new DesiredDevice.Matrix(
                    new MdevUuid("00000000-0000-4000-8000-0000000000%02d".formatted(i)),
                    "guest" + i,
                    false,
                    DesiredDevice.State.PRESENT,
                    new ApMatrix(Mask256.of(20 + i), Mask256.of(4), Mask256.of(4))));
        }
        MaskRequest masks = new MaskRequest(
                Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.of(Mask256.NONE), Optional.empty());
        return new Configuration("twenty", masks, devices, List.of());
    }

    private int run(String script) {
        Process process = start(script);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String script) {
        List<String> command = new ArrayList<>(linux.enter());
        command.addAll(List.of(
                "sh",
                "-c",
                "export ZMDEV_JOURNAL=/var/lib/zmdev/journal SCRIPT=" + folder.resolve("script") + "; " + script));
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("output").toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean isNew() {
        return Planner.plan(CompareState.machine(linux), configuration())
                .steps()
                .isEmpty();
    }

    @Test
    void whateverWriteIsRefusedWithWhateverErrnoTheOldStateComesBack() {
        List<Errno> errnos =
                List.copyOf(EnumSet.complementOf(EnumSet.of(Errno.EINTR))); // dd tries that again by itself
        int runs = 0;
        for (int step = 0; step < plan.steps().size(); step++) {
            Errno errno = errnos.get(step % errnos.size());
            AtomicInteger left = new AtomicInteger(step);
            linux.mounted()
                    .inject((path, value) -> left.getAndDecrement() == 0 ? Optional.of(errno) : Optional.empty());
            assertThat(run("exec sh $SCRIPT --disturb"))
                    .as("write %d answers %s", step + 1, errno)
                    .isEqualTo(5);
            assertThat(CompareState.of(linux))
                    .as("write %d answers %s", step + 1, errno)
                    .isEqualTo(before);
            runs++;
        }
        System.out.printf(
                "%d writes of %d devices refused one after the other: old state %d times%n", runs, DEVICES, runs);
    }

    @Test
    void whereverItIsKilledUndoBringsTheOldStateBack() throws IOException, InterruptedException {
        int killed = 0;
        for (int step = 0; step < plan.steps().size(); step++) {
            Files.deleteIfExists(linux.state().resolve("journal"));
            AtomicInteger left = new AtomicInteger(step);
            Process[] maker = new Process[1];
            synchronized (this) {
                linux.mounted().inject((path, value) -> {
                    if (left.getAndDecrement() == 0) {
                        synchronized (this) {
                            maker[0].destroyForcibly();
                        }
                    }
                    return Optional.empty();
                });
                maker[0] = start("exec sh $SCRIPT --disturb");
            }
            if (maker[0].waitFor() != 0) {
                killed++;
            }
            linux.mounted().inject((path, value) -> Optional.empty());
            assertThat(run("exec sh $SCRIPT --undo"))
                    .as("killed at write %d", step + 1)
                    .isZero();
            assertThat(CompareState.of(linux))
                    .as("killed at write %d", step + 1)
                    .isEqualTo(before);
        }
        System.out.printf(
                "killed (-9) at each of %d writes of %d devices: old state %d times%n", killed, DEVICES, killed);
        assertThat(killed).isEqualTo(plan.steps().size());
    }

    /**
     * The disk gets full when a write is made, and the journal's last page takes so many bytes more: nothing, half a line, a few
     * lines, all of them.
     */
    @Test
    void whereverTheDiskGetsFullTheOldStateOrTheNewOneIsThere() throws IOException, InterruptedException {
        int old = 0;
        int made = 0;
        int torn = 0;
        Path disk = Files.createDirectories(folder.resolve("disk"));
        String mount =
                "mount -t tmpfs -o size=256k disk %1$s && mount --bind %1$s /var/lib/zmdev || exit 99;".formatted(disk);
        for (int room : List.of(0, 5, 9, 30, 2000)) {
            for (int write = 0; write < plan.steps().size(); write += room == 2000 ? 20 : 4) {
                AtomicInteger left = new AtomicInteger(write);
                Process[] maker = new Process[1];
                Path[] journal = new Path[1];
                synchronized (this) {
                    linux.mounted().inject((path, value) -> {
                        if (left.getAndDecrement() == 0) {
                            synchronized (this) {
                                journal[0] = Path.of("/proc/" + maker[0].pid() + "/root/var/lib/zmdev/journal");
                                fill(journal[0], room);
                            }
                        }
                        return Optional.empty();
                    });
                    maker[0] = start(mount
                            + "sh $SCRIPT --disturb; code=$?; cp /var/lib/zmdev/journal %s/journal; exit $code"
                                    .formatted(folder));
                }
                int status = maker[0].waitFor();
                linux.mounted().inject((path, value) -> Optional.empty());
                String point = "full at write %d, %d bytes left".formatted(write + 1, room);
                String noted = Files.readString(folder.resolve("journal")).replaceFirst("x+\n", "");
                torn += noted.contains(" cut-off\n") ? 1 : 0;
                History.Entry entry = History.of(new HostTransaction(1, plan, "journal", noted).entries())
                        .transactions()
                        .getFirst();
                if (status == 0) {
                    assertThat(isNew()).as(point).isTrue();
                    assertThat(entry.outcome()).as(point).contains(Outcome.APPLIED);
                    made++;
                    Files.copy(folder.resolve("journal"), linux.state().resolve("journal"));
                    assertThat(run("exec sh $SCRIPT --undo")).as(point).isZero();
                    Files.delete(linux.state().resolve("journal"));
                } else {
                    assertThat(status).as(point).isEqualTo(5);
                    assertThat(entry.outcome()).as(point).contains(Outcome.ROLLED_BACK);
                    old++;
                }
                assertThat(CompareState.of(linux)).as(point).isEqualTo(before);
            }
        }
        System.out.printf("disk full: old state %d times (%d with a torn line), new state %d times%n", old, torn, made);
        assertThat(old).isPositive();
        assertThat(torn).isPositive();
        assertThat(made).isPositive();
    }

    /** Fills the disk, the journal up to so many bytes before the end of its page. */
    private static void fill(Path journal, int room) {
        try {
            int length = (int) Files.size(journal);
            int padding = 4096 - length % 4096 - room - 1;
            if (padding > 0) {
                Files.writeString(journal, "x".repeat(padding) + "\n", StandardOpenOption.APPEND);
            }
            try (OutputStream filler = Files.newOutputStream(journal.resolveSibling("filler"))) {
                byte[] page = new byte[4096];
                while (true) {
                    filler.write(page);
                }
            }
        } catch (IOException full) {
            // no byte more goes onto the disk
        }
    }
}
