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
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.testbed.EmulatedLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private static final int DEVICES = 20;

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
        Files.writeString(linux.state().resolve("script"), ShellScript.of(plan));
    }

    @AfterEach
    void shutDown() {
        linux.close();
    }

    private static Configuration configuration() {
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

    private int run(String prefix, String arguments) {
        Process process = start(prefix, arguments);
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String prefix, String arguments) {
        List<String> command = new ArrayList<>(linux.enter());
        command.addAll(List.of(
                "sh",
                "-c",
                prefix + "export ZMDEV_JOURNAL=/var/lib/zmdev/journal; exec sh /var/lib/zmdev/script " + arguments));
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
                List.copyOf(EnumSet.of(Errno.EINVAL, Errno.EBUSY, Errno.EADDRINUSE, Errno.EIO, Errno.ENOMEM));
        int runs = 0;
        for (int step = 0; step < plan.steps().size(); step++) {
            Errno errno = errnos.get(step % errnos.size());
            AtomicInteger left = new AtomicInteger(step);
            linux.mounted()
                    .inject((path, value) -> left.getAndDecrement() == 0 ? Optional.of(errno) : Optional.empty());
            assertThat(run("", "")).as("write %d answers %s", step + 1, errno).isEqualTo(5);
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
                maker[0] = start("", "");
            }
            if (maker[0].waitFor() != 0) {
                killed++;
            }
            linux.mounted().inject((path, value) -> Optional.empty());
            assertThat(run("", "--undo")).as("killed at write %d", step + 1).isZero();
            assertThat(CompareState.of(linux))
                    .as("killed at write %d", step + 1)
                    .isEqualTo(before);
        }
        System.out.printf(
                "killed (-9) at each of %d writes of %d devices: old state %d times%n", killed, DEVICES, killed);
        assertThat(killed).isEqualTo(plan.steps().size());
    }

    @Test
    void whereverTheDiskGetsFullTheOldStateOrTheNewOneIsThere() throws IOException {
        int old = 0;
        int made = 0;
        Path disk = Files.createDirectories(folder.resolve("disk"));
        // the disk of the journal holds so many blocks of 4096 bytes; the room that is kept for an outcome takes 16
        for (int lines = 0; lines < 3 * plan.steps().size() && made == 0; lines += 3) {
            String full = """
                    mount -t tmpfs -o size=%dk,nr_inodes=100 disk %s || exit 99
                    cp /var/lib/zmdev/script %2$s/script
                    """.formatted(4 * (1 + lines / 3), disk);
            int status = run(full + "mount --bind %s /var/lib/zmdev;".formatted(disk), "");
            if (isNew()) {
                assertThat(status).isZero();
                made++;
            } else {
                assertThat(CompareState.of(linux))
                        .as("disk of %d pages", 1 + lines / 3)
                        .isEqualTo(before);
                old++;
            }
        }
        System.out.printf("disk full: old state %d times, new state %d times%n", old, made);
        assertThat(old).isPositive();
    }
}
