package io.zmdev.hw.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.exchange.PersistentFiles;
import io.zmdev.hw.apply.CompareState;
import io.zmdev.hw.apply.ScriptedTransaction;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.ShellHost;
import io.zmdev.hw.inventory.Inventory;
import io.zmdev.hw.inventory.PersistentInventory;
import io.zmdev.io.MachineDocument;
import io.zmdev.model.Errno;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.service.Demo;
import io.zmdev.testbed.EmulatedLinux;
import io.zmdev.testbed.Link;
import io.zmdev.testbed.OpenSshServer;
import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts behind Debian's OpenSSH server, with an emulated machine's /sys. */
@Tag("slow")
class OpenSshTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private EmulatedLinux linux;
    private OpenSshServer server;

    @BeforeEach
    void boot() throws IOException, InterruptedException {
        linux = EmulatedLinux.boot("lpar42", folder.resolve("machine"));
        server = OpenSshServer.start(linux, folder, "ed25519");
    }

    @AfterEach
    void shutDown() {
        server.close();
        linux.close();
    }

    private SshShell connect(SshSettings settings) {
        return connect(settings, server.port());
    }

    private static SshShell connect(SshSettings settings, int port) {
        return SshShell.connect(Optional.of("root"), "127.0.0.1", OptionalInt.of(port), settings);
    }

    private static ShellHost host(SshShell shell) {
        return new ShellHost(new HostUri.Ssh("root@127.0.0.1"), shell);
    }

    @Test
    void aHostIsDiscoveredInTwoRoundTrips() {
        try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
            var machine = Inventory.read(host(shell));
            assertThat(shell.roundTrips()).isEqualTo(2);
            assertThat(machine.ap()).isEqualTo(CompareState.machine(linux).ap());
            assertThat(machine.css()).isEqualTo(CompareState.machine(linux).css());
        }
    }

    @Test
    void aHostWithRoomForOneSessionIsDiscoveredToo() throws IOException, InterruptedException {
        try (OpenSshServer narrow =
                        OpenSshServer.start(linux.enter(), folder.resolve("narrow"), "ed25519", "MaxSessions 1");
                SshShell shell = connect(narrow.settings(HostKeyTrust.STRICT), narrow.port())) {
            for (int time = 1; time <= 3; time++) {
                assertThat(Inventory.read(host(shell)).ap())
                        .isEqualTo(CompareState.machine(linux).ap());
            }
        }
    }

    @Test
    void theMachineItselfShowsWhatAShellShows() {
        List<String> command = new ArrayList<>(linux.enter());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "io.zmdev.cli.Main",
                "host",
                "show",
                "--json",
                "--host",
                "local:"));
        Tool.Outcome shown = Tool.run(folder, Map.of(), command);
        assertThat(shown.output())
                .isEqualTo(MachineDocument.text(
                        Inventory.read(linux.host(linux.shell("sh")), Mask256.NONE), Optional.empty()));
    }

    @Test
    void aPlanIsAppliedConfirmedAndRolledBack() {
        Map<String, String> before = CompareState.of(linux);
        try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
            ShellHost host = host(shell);
            ScriptedTransaction transaction = new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER);
            transaction.apply(Planner.plan(Inventory.read(host), Demo.configuration()), Duration.ofSeconds(60));
            assertThat(transaction.confirm()).isEqualTo(1);
            assertThat(Planner.plan(Inventory.read(host), Demo.configuration()).steps())
                    .isEmpty();
            transaction.rollBack();
            assertThat(CompareState.of(linux)).isEqualTo(before);
        }
    }

    /** Every kind of answer that the kernel gives, through dd and back to its errno; exactly one write(2) each. */
    @Test
    void aWriteIsOneWriteAndAnswersTheKernelsErrno() {
        try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
            ShellHost host = host(shell);
            assertThat(host.write("/sys/bus/ap/apmask", "-5".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(Answer.ok(2));
            assertThat(linux.mounted().writes()).containsExactly("/sys/bus/ap/apmask -5");
            assertThat(host.write("/sys/bus/ap/apmask", new byte[0])).isEqualTo(Answer.ok(0));
            assertThat(linux.mounted().writes()).hasSize(1);
            assertThat(host.write("/sys/bus/ap/apmask", "+300".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(Answer.refused(Errno.EINVAL));
            assertThat(host.write("/sys/bus/ap/nothing", "1".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(Answer.refused(Errno.ENOENT));
            assertThat(host.write("/sys/bus/ap", "1".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(Answer.refused(Errno.EISDIR));
            assertThat(host.write("/sys/bus/ap/apmask/x", "1".getBytes(StandardCharsets.US_ASCII)))
                    .isEqualTo(Answer.refused(Errno.ENOTDIR));
            for (Errno errno : EnumSet.complementOf(EnumSet.of(Errno.EINTR))) { // dd tries that again by itself
                linux.mounted().inject((path, value) -> Optional.of(errno));
                Answer<Integer> answer =
                        host.write("/sys/bus/ap/aqmask", "\1\n\\'%".getBytes(StandardCharsets.US_ASCII));
                assertThat(answer).isEqualTo(Answer.refused(errno));
            }
            assertThat(linux.mounted().writes().getLast()).isEqualTo("/sys/bus/ap/aqmask \1\n\\'%");
        }
    }

    @Test
    void readsListsAndLinksAnswerAsTheMachineDoes() {
        try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
            ShellHost host = host(shell);
            for (HostOperation operation : List.of(
                    new HostOperation.Read("/sys/bus/ap/apmask"),
                    new HostOperation.Read("/sys/bus/ap"),
                    new HostOperation.Read("/sys/bus/ap/no such 'file'"),
                    new HostOperation.ListNames("/sys/bus"),
                    new HostOperation.ListNames("/sys/bus/ap/apmask"),
                    new HostOperation.ListNames("/sys/nothing"),
                    new HostOperation.Link("/sys/bus/ap/devices/card05"),
                    new HostOperation.Link("/sys/bus/ap"),
                    new HostOperation.Link("/sys/nothing"))) {
                Answer<?> expected = linux.mounted().machine().execute(operation);
                if (expected instanceof Answer.Ok(byte[] bytes)) {
                    assertThat((byte[]) host.execute(operation).asOptional().orElseThrow())
                            .isEqualTo(bytes);
                } else {
                    assertThat(host.execute(operation)).as(operation.toString()).isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ed25519", "ecdsa", "rsa"})
    void aKeyOfEachTypeIsTaken(String type) throws IOException, InterruptedException {
        try (OpenSshServer other = OpenSshServer.start(linux, folder.resolve(type), type);
                SshShell shell = connect(other.settings(HostKeyTrust.STRICT), other.port())) {
            assertThat(shell.run("echo here").text()).isEqualTo("here\n");
        }
    }

    @Test
    void anUnknownHostIsTrustedOnceItWasAcceptedAndNeverBefore() throws IOException {
        Files.delete(server.userFolder().resolve("known_hosts"));
        assertThatThrownBy(() -> connect(server.settings(HostKeyTrust.STRICT)))
                .hasMessageContaining("is not in")
                .hasMessageContaining("SHA256:");
        assertThat(server.userFolder().resolve("known_hosts")).doesNotExist();
        List<String> asked = new ArrayList<>();
        HostKeyTrust yes = (name, fingerprint) -> asked.add(name + " " + fingerprint);
        connect(server.settings(yes)).close();
        connect(server.settings(yes)).close();
        connect(server.settings(HostKeyTrust.STRICT)).close();
        assertThat(asked).hasSize(1).first().asString().contains("127.0.0.1").contains("SHA256:");
    }

    @Test
    void aHostWhoseKeyChangedIsRefusedWhateverTheUserSays() throws IOException {
        Path known = server.userFolder().resolve("known_hosts");
        Files.writeString(
                known,
                "[127.0.0.1]:%d %s"
                        .formatted(
                                server.port(),
                                Files.readString(server.userFolder().resolve("id_ed25519.pub"))));
        String before = Files.readString(known);
        assertThatThrownBy(() -> connect(server.settings((name, fingerprint) -> true)))
                .hasMessageContaining("its host key changed");
        assertThat(known).hasContent(before);
    }

    @Test
    void aKnownHostOfOneKeyTypeIsAskedForThatType() throws IOException {
        for (String type : List.of("ed25519", "ecdsa", "rsa")) {
            Files.writeString(
                    server.userFolder().resolve("known_hosts"),
                    "[127.0.0.1]:%d %s"
                            .formatted(server.port(), Files.readString(folder.resolve("host_" + type + ".pub"))));
            connect(server.settings(HostKeyTrust.STRICT)).close();
        }
    }

    @Test
    void aKeyThatIsOfferedButNotAcceptedIsNamed() throws IOException {
        Files.writeString(folder.resolve("authorized_keys"), "");
        assertThatThrownBy(() -> connect(server.settings(HostKeyTrust.STRICT)))
                .hasMessageContaining("none of the keys that were offered was accepted: ssh-ed25519 SHA256:");
        Files.delete(server.userFolder().resolve("id_ed25519"));
        assertThatThrownBy(() -> connect(server.settings(HostKeyTrust.STRICT)))
                .hasMessageContaining("no key was there to offer");
    }

    @Test
    void hostUserPortKeyAndJumpHostComeFromTheConfigurationFile() throws IOException {
        Path user = server.userFolder();
        Files.move(user.resolve("id_ed25519"), user.resolve("mainframe"));
        Files.writeString(user.resolve("config"), """
                Host lpar42
                    HostName 127.0.0.1
                    User root
                    Port %1$d
                    IdentityFile %2$s/mainframe
                Host behind
                    HostName 127.0.0.1
                    User root
                    Port %1$d
                    IdentityFile %2$s/mainframe
                    ProxyJump lpar42
                """.formatted(server.port(), user));
        for (String name : List.of("lpar42", "behind")) {
            try (SshShell shell = SshShell.connect(
                    Optional.empty(), name, OptionalInt.empty(), server.settings(HostKeyTrust.STRICT))) {
                assertThat(shell.run("echo here").text()).isEqualTo("here\n");
            }
        }
    }

    @Test
    void theAgentSigns() throws IOException, InterruptedException {
        Path socket = folder.resolve("agent");
        Process agent = new ProcessBuilder("ssh-agent", "-D", "-a", socket.toString()).start();
        try {
            while (!Files.exists(socket)) {
                Thread.sleep(10);
            }
            ProcessBuilder add = new ProcessBuilder(
                    "ssh-add", "-q", server.userFolder().resolve("id_ed25519").toString());
            add.environment().put("SSH_AUTH_SOCK", socket.toString());
            assertThat(add.start().waitFor()).isZero();
            Files.delete(server.userFolder().resolve("id_ed25519"));
            SshSettings settings = new SshSettings(
                    server.userFolder(), Optional.of(socket), HostKeyTrust.STRICT, Duration.ofSeconds(20));
            connect(settings).close();
        } finally {
            agent.destroy();
        }
    }

    /** Whatever message is the last one, the host ends in the old or the new state, by itself. */
    @Test
    void aLinkThatIsCutLeavesTheOldOrTheNewState() throws IOException, InterruptedException {
        Map<String, String> before = CompareState.of(linux);
        Plan plan;
        try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
            plan = Planner.plan(Inventory.read(host(shell)), Demo.configuration());
        }
        int old = 0;
        int made = 0;
        boolean through = false;
        for (int messages = 1; !through; messages++) {
            try (Link link = Link.cutAfter(server.port(), messages)) {
                server.knownHosts(link.port());
                try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT), link.port())) {
                    new ScriptedTransaction(host(shell), shell, ScriptedTransaction.FOLDER).apply(plan, Duration.ZERO);
                    through = true;
                } catch (io.zmdev.model.ZmdevException e) {
                    assertThat(e.code()).isEqualTo(io.zmdev.model.ErrorCode.HOST_UNREACHABLE);
                }
            }
            server.knownHosts(server.port());
            try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
                shell.run("cd /var/lib/zmdev/transactions 2>/dev/null || exit; for t in *; do"
                        + " until [ -e $t/status ]; do sleep 0.1; done; done");
                ShellHost host = host(shell);
                if (CompareState.of(linux).equals(before)) {
                    old++;
                } else {
                    made++;
                    assertThat(Planner.plan(Inventory.read(host), Demo.configuration())
                                    .steps())
                            .as("cut after %d messages", messages)
                            .isEmpty();
                    new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER).rollBack();
                    assertThat(CompareState.of(linux)).isEqualTo(before);
                }
            }
        }
        System.out.printf(
                "link cut at each of %d messages: %d times the old state, %d times the new%n", old + made, old, made);
        assertThat(old).isGreaterThan(5);
        assertThat(made).isGreaterThan(1);
    }

    private static Plan kept(ShellHost host) {
        return Planner.plan(Inventory.read(host), Demo.configuration())
                .keeping(PersistentFiles.changes(
                        Demo.configuration(),
                        PersistentInventory.read(host),
                        path -> PersistentInventory.file(host, path)));
    }

    /** Whatever message of a confirmation is the last one, it was confirmed with all its files, or goes on waiting with none. */
    @Test
    void aLinkThatIsCutWhileItIsConfirmedLeavesTheOldFilesOrTheNewOnes() throws IOException {
        int old = 0;
        int made = 0;
        boolean through = false;
        boolean waits = false;
        try (SshShell shell = connect(server.settings(HostKeyTrust.STRICT))) {
            ShellHost host = host(shell);
            ScriptedTransaction transaction = new ScriptedTransaction(host, shell, ScriptedTransaction.FOLDER);
            for (int messages = 1; !through; messages++) {
                if (!waits) {
                    transaction.apply(kept(host), Duration.ofMinutes(10));
                }
                try (Link link = Link.cutAfter(server.port(), messages)) {
                    server.knownHosts(link.port());
                    try (SshShell cut = connect(server.settings(HostKeyTrust.STRICT), link.port())) {
                        new ScriptedTransaction(host(cut), cut, ScriptedTransaction.FOLDER).confirm();
                        through = true;
                    } catch (io.zmdev.model.ZmdevException e) {
                        assertThat(e.code()).isEqualTo(io.zmdev.model.ErrorCode.HOST_UNREACHABLE);
                    }
                }
                shell.run("cd /var/lib/zmdev/transactions; for t in *; do"
                        + " while [ -e $t/confirm ] && ! [ -e $t/status ]; do sleep 0.1; done; done");
                waits = transaction.history().awaitingConfirmation().isPresent();
                if (waits) {
                    old++;
                    assertThat(linux.etc().resolve("mdevctl.d")).doesNotExist();
                    assertThat(kept(host).files()).hasSizeGreaterThan(2);
                } else {
                    made++;
                    assertThat(kept(host).isEmpty())
                            .as("cut after %d messages", messages)
                            .isTrue();
                    transaction.rollBack();
                    assertThat(linux.etc().resolve("mdevctl.d")).doesNotExist();
                }
            }
        }
        System.out.printf(
                "link cut at each of %d messages of a confirmation: %d times the old files, %d times the new%n",
                old + made, old, made);
        assertThat(old).isGreaterThan(5);
        assertThat(made).isPositive();
    }
}
