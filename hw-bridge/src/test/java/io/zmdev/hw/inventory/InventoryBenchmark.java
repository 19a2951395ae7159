package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.shell.LocalShell;
import io.zmdev.hw.ssh.HostKeyTrust;
import io.zmdev.hw.ssh.SshShell;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.Mask256;
import io.zmdev.testbed.LargeMachine;
import io.zmdev.testbed.Link;
import io.zmdev.testbed.OpenSshServer;
import io.zmdev.testbed.Tool;
import io.zmdev.testing.figures.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How long the inventory of the largest machine takes, here and over a slow link. Prints figures, asserts what was read. */
@Tag("bench")
class InventoryBenchmark {

    /** Runs before the JVM has compiled all of it. */
    private static final int WARM_UP = 8;

    private static final int RUNS = WARM_UP + 7;
    private static final Duration EACH_WAY = Duration.ofMillis(10);

    @SuppressWarnings("NullAway.Init") // JUnit makes it first
    private static LargeMachine machine;

    @BeforeAll
    static void make() throws IOException {
        Path memory = Path.of("/dev/shm");
        Assumptions.assumeTrue(Files.isWritable(memory), "/dev/shm is needed");
        Tool.assumeInstalled("unshare");
        Tool.assumeRoot();
        machine = LargeMachine.make(Files.createTempDirectory(memory, "zmdev"));
    }

    @AfterAll
    static void remove() throws IOException {
        machine.close();
    }

    /** The first is that of a command; those after the warm-up are those of a program that stays. */
    static void measure(String figure, Supplier<Machine> inventory) {
        for (int run = 0; run < RUNS; run++) {
            long begun = System.nanoTime();
            Machine read = inventory.get();
            long took = System.nanoTime() - begun;
            assertThat(read.ap().orElseThrow().queues()).hasSize(LargeMachine.QUEUES);
            assertThat(read.css().subchannels()).hasSize(LargeMachine.SUBCHANNELS);
            if (run == 0 || run >= WARM_UP) {
                new Figure(run == 0 ? figure + "First" : figure, took / 1e6, "ms").print();
            }
        }
    }

    @Test
    void local(@TempDir Path folder) {
        List<String> command = new ArrayList<>(machine.enter());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LocalInventory.class.getName()));
        Tool.Outcome outcome = Tool.run(folder, Map.of(), command);
        System.out.print(outcome.output());
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
    }

    @Test
    void throughAShell() {
        List<String> command = new ArrayList<>(machine.enter());
        command.add("sh");
        ShellHost host = new ShellHost(new HostUri.Local(), new LocalShell(command));
        measure("InventoryBenchmark.shell", () -> Inventory.read(host, Mask256.NONE));
    }

    @Test
    void overALinkOf20Milliseconds(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "openssh-server is needed");
        try (OpenSshServer server = OpenSshServer.start(machine.enter(), folder, "ed25519");
                Link link = Link.slow(server.port(), EACH_WAY.toNanos())) {
            server.knownHosts(link.port());
            try (SshShell shell = SshShell.connect(
                    Optional.of("root"),
                    "127.0.0.1",
                    OptionalInt.of(link.port()),
                    server.settings(HostKeyTrust.STRICT))) {
                ShellHost host = new ShellHost(new HostUri.Ssh("root@127.0.0.1"), shell);
                measure("InventoryBenchmark.overSsh", () -> Inventory.read(host, Mask256.NONE));
                assertThat(shell.roundTrips())
                        .as("one for sysfs, one for virsh")
                        .isEqualTo(2 * RUNS);
            }
        }
    }
}
