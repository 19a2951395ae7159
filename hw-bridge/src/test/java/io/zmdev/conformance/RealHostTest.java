package io.zmdev.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line over SSH on a host with the real kernel, systemd, udev, mdevctl and s390-tools: what it reads, applies, takes back and
 * finds again after a restart. One machine for all tests; every test but the last leaves it as it found it.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealHostTest {

    private static final Path LAB =
            Path.of(System.getProperty("basedir", "."), "testbed/lab").toAbsolutePath();

    private static final String CONFIGURATION = """
            {
              "format": "zmdev.config/1",
              "name": "two guests and a terminal",
              "masks": { "freeAdapters": [5, 6] },
              "mediatedDevices": [
                { "uuid": "5b1d0c1e-0001-4000-8000-00000000a001", "name": "web1", "type": "vfio_ap-passthrough",
                  "autostart": true, "adapters": [5, 6], "domains": [4], "controlDomains": [4, "0x50"] },
                { "uuid": "5b1d0c1e-0002-4000-8000-00000000a002", "name": "web2", "type": "vfio_ap-passthrough",
                  "autostart": true, "adapters": [5, 6], "domains": [6, "0xab"], "controlDomains": [6] },
                { "uuid": "5b1d0c1e-0004-4000-8000-00000000c001", "name": "terminal", "type": "vfio_ccw-io",
                  "autostart": true, "subchannel": "0.0.0003" }
              ],
              "guests": []
            }
            """;

    @SuppressWarnings("NullAway.Init") // before all tests
    private LabSystem host;

    @SuppressWarnings("NullAway.Init") // before all tests
    private String config;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, InterruptedException {
        host = LabSystem.start(LAB.resolve("lab"), LAB.resolve("machine.json"), folder);
        config = Files.writeString(folder.resolve("config.json"), CONFIGURATION).toString();
        assertThat(host.zmdev("host", "show", "--host", host.address()).output())
                .as("a host key that nobody has agreed to")
                .contains("ZM-HOST");
        LabSystem.Ended trusted = host.zmdev("host", "show", "--host", host.address(), "--accept-new-host-key");
        assertThat(trusted.exitCode()).as(trusted.output()).isZero();
    }

    @AfterAll
    void stop() {
        host.close();
    }

    @Test
    @Order(1)
    void itReadsTheQueuesThatLszcryptLists() throws IOException, InterruptedException {
        assertThat(matches(shown(), "(?m)^ *([0-9a-f]{2}\\.[0-9a-f]{4}) +(CEX..) "))
                .isNotEmpty()
                .isEqualTo(matches(host.shell("lszcrypt"), "(?m)^([0-9a-f]{2}\\.[0-9a-f]{4}) +(CEX..) "));
    }

    @Test
    @Order(1)
    void itReadsTheSubchannelsThatLscssLists() throws IOException, InterruptedException {
        assertThat(matches(shown(), "(?m)^ *(0\\.0\\.[0-9a-f]{4}) +(0\\.0\\.[0-9a-f]{4}) "))
                .isNotEmpty()
                .isEqualTo(matches(
                        host.shell("lscss").replaceAll("(?m)^(\\S+) +(\\S+)", "$2 $1"),
                        "(?m)^(0\\.0\\.[0-9a-f]{4}) +(0\\.0\\.[0-9a-f]{4}) "));
    }

    @Test
    @Order(2)
    void theHostItselfUndoesWhatNobodyConfirms() throws IOException, InterruptedException {
        String before = shown();
        apply("2m");
        assertThat(host.shell("systemctl list-units --plain --no-legend 'zmdev-*'"))
                .contains(".timer");
        assertThat(shown()).contains("5b1d0c1e-0001-4000-8000-00000000a001");
        undone();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    @Order(3)
    void theHostItselfUndoesWhatACutLinkLeftHalfDone() throws IOException, InterruptedException {
        String before = shown();
        Process half =
                host.start("apply", config, "--host", host.address(), "--yes", "--disturb", "--confirm-within", "1m");
        LabSystem.await("the first device", this::mediatedDevices, devices -> !devices.isBlank());
        half.destroyForcibly().waitFor();
        undone();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    @Order(4)
    void aRestartBeforeTheConfirmationGivesTheOldState() throws IOException, InterruptedException {
        String before = shown();
        apply("30m");
        host.reboot();
        assertThat(shown()).isEqualTo(before);
        assertThat(host.zmdev("plan", config, "--host", host.address()).output())
                .contains("cut off by a restart");
        LabSystem.Ended rolledBack = host.zmdev("rollback", "--host", host.address());
        assertThat(rolledBack.exitCode()).as(rolledBack.output()).isZero();
        assertThat(shown()).isEqualTo(before);
    }

    @Test
    @Order(5)
    void whatWasConfirmedReturnsAfterARestartAsTheRehearsalSays() throws IOException, InterruptedException {
        apply("30m");
        LabSystem.Ended confirmed = host.zmdev("confirm", "--host", host.address());
        assertThat(confirmed.exitCode()).as(confirmed.output()).isZero();
        String before = shown();
        LabSystem.Ended rehearsal = host.zmdev("rehearse", config, "--host", host.address());
        assertThat(rehearsal.exitCode()).as(rehearsal.output()).isZero();

        assertThat(host.shell("udevadm verify /etc/udev/rules.d/*")).contains("Fail:    0");
        assertThat(host.shell("lszdev --type ap --info")).contains("\"0-4,7-255\"  \"0-4,7-255\"");
        assertThat(matches(host.shell("mdevctl list -d"), "(?m)^([0-9a-f-]{36}) \\S+ (\\S+) auto \\(active\\)"))
                .hasSize(3);

        host.reboot();
        assertThat(shown()).isEqualTo(before);
        assertThat(host.zmdev("plan", config, "--host", host.address()).output())
                .contains("nothing to change");
        assertThat(matches(host.shell("mdevctl list -d"), "(?m)^([0-9a-f-]{36}) \\S+ (\\S+) auto \\(active\\)"))
                .hasSize(3);
    }

    private void apply(String confirmWithin) throws IOException, InterruptedException {
        LabSystem.Ended applied = host.zmdev(
                "apply", config, "--host", host.address(), "--yes", "--disturb", "--confirm-within", confirmWithin);
        assertThat(applied.exitCode()).as(applied.output()).isZero();
    }

    /** What the host is, but for the modules: the kernel keeps those that were loaded until it starts again. */
    private String shown() throws IOException, InterruptedException {
        LabSystem.Ended shown = host.zmdev("host", "show", "--host", host.address());
        assertThat(shown.exitCode()).as(shown.output()).isZero();
        return shown.output().substring(shown.output().indexOf("Adapters"));
    }

    private String mediatedDevices() {
        return host.shell("ls /sys/bus/mdev/devices");
    }

    /** Waits until no transaction of the host is under way. */
    private void undone() throws InterruptedException {
        LabSystem.await(
                "the transaction is undone",
                () -> host.shell("systemctl list-units --plain --no-legend 'zmdev-[0-9]*'"),
                String::isBlank);
        assertThat(mediatedDevices()).isBlank();
    }

    private static Set<List<String>> matches(String text, String pattern) {
        Set<List<String>> found = new HashSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        while (matcher.find()) {
            found.add(List.of(matcher.group(1), matcher.group(2)));
        }
        return found;
    }
}
