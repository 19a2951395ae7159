package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reboot brings back, and why not. */
class RehearseCommandTest {

    private static final String WEB1 = "c0ffee01-1111-4111-8111-000000000001";
    private static final String OTHER = "0000ee01-1111-4111-8111-000000000001";

    private final Path folder;

    RehearseCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path configuration(boolean autostart) throws IOException {
        return Files.writeString(folder.resolve("site.json"), """
                { "format": "zmdev.config/1", "name": "site", "masks": { "freeAdapters": [5] },
                  "mediatedDevices": [ { "uuid": "%s", "name": "web1", "type": "vfio_ap-passthrough", "autostart": %s,
                    "adapters": [5], "domains": [4], "controlDomains": [4] } ],
                  "guests": [ { "name": "web1", "devices": [ "%s" ] } ] }
                """.formatted(WEB1, autostart, WEB1));
    }

    /** @param files members of the object {@code files}, in JSON */
    private String host(String files) throws IOException {
        Path file = Files.writeString(folder.resolve("host.json"), """
                { "format": "zmdev.host/1", "name": "small", "kernel": "6.12",
                  "ap": { "cards": [ { "id": 5, "type": "CEX8P" } ], "usageDomains": [4], "controlDomains": [4] },
                  "files": { %s } }
                """.formatted(files));
        return "sim:" + file;
    }

    private static String definition(String uuid, String attributes) {
        return "\"/etc/mdevctl.d/matrix/%s\": \"{\\\"mdev_type\\\": \\\"vfio_ap-passthrough\\\", \\\"start\\\": \\\"auto\\\", \\\"attrs\\\": [%s]}\""
                .formatted(uuid, attributes.replace("\"", "\\\""));
    }

    @Test
    void everythingThatIsKeptAndAutostartedReturns() throws IOException {
        Cli rehearsal = Cli.run("rehearse", configuration(true), "--host", host(""));
        assertThat(rehearsal.exitCode()).as(rehearsal.err()).isZero();
        assertThat(rehearsal.out()).contains("  returns  free adapters", "  returns  web1 (" + WEB1 + ")");
    }

    @Test
    void aDeviceThatIsStartedByHandDoesNotReturn() throws IOException {
        Cli rehearsal = Cli.run("rehearse", configuration(false), "--host", host(""));
        assertThat(rehearsal.exitCode()).isEqualTo(2);
        assertThat(rehearsal.out()).contains("its definition does not start it at boot");
    }

    @Test
    void withoutTheFilesNothingReturns() throws IOException {
        Cli rehearsal = Cli.run("rehearse", configuration(true), "--host", host(""), "--unconfirmed", "--json");
        assertThat(rehearsal.exitCode()).isEqualTo(2);
        assertThat(rehearsal.out())
                .contains(
                        "\"format\": \"zmdev.rehearsal/1\"",
                        "\"complete\": false",
                        "no definition of it in /etc/mdevctl.d");
    }

    /** A definition that nobody remembers starts first and has the queue. */
    @Test
    void aForgottenDefinitionThatTakesTheQueueIsNamedByTheKernelsAnswer() throws IOException {
        String host = host(definition(OTHER, "{\"assign_adapter\": \"5\"}, {\"assign_domain\": \"4\"}"));
        Cli rehearsal = Cli.run("rehearse", configuration(true), "--host", host);
        assertThat(rehearsal.exitCode()).isEqualTo(2);
        assertThat(rehearsal.out())
                .contains("start " + OTHER)
                .contains("assign_domain is refused: EADDRINUSE (Address already in use)");
    }

    /** modules-load.d comes before the masks: mdevctl starts the device while the host still has its queues. */
    @Test
    void aModuleThatIsLoadedBeforeTheMasksCostsItsDevices() throws IOException {
        String host = host("\"/etc/modules-load.d/vfio.conf\": \"vfio_ap\\n\"");
        Cli rehearsal = Cli.run("rehearse", configuration(true), "--host", host);
        assertThat(rehearsal.exitCode()).isEqualTo(2);
        assertThat(rehearsal.out()).contains("EADDRNOTAVAIL");
    }

    @Test
    void aBlockedModuleIsNamed() throws IOException {
        String host = host("\"/etc/modprobe.d/site.conf\": \"blacklist vfio_ap\\n\"");
        Cli rehearsal = Cli.run("rehearse", configuration(true), "--host", host);
        assertThat(rehearsal.exitCode()).isEqualTo(2);
        assertThat(rehearsal.out())
                .contains("/etc/modprobe.d keeps vfio_ap from being loaded")
                .contains("its parent matrix never appears");
    }

    @Test
    void aGuestOfLibvirtNeedsItsDevices() throws IOException {
        String host = host("\"/etc/libvirt/qemu/autostart/web1.xml\": \"\"");
        Cli returns = Cli.run("rehearse", configuration(true), "--host", host);
        assertThat(returns.out()).contains("start guest web1", "  returns  guest web1");
        Cli missing = Cli.run("rehearse", configuration(false), "--host", host);
        assertThat(missing.out()).contains("  missing  guest web1: libvirt can't start it: its device " + WEB1);
    }

    @Test
    void aDefinitionThatCannotBeReadIsNeitherMissingNorReplaced() throws IOException {
        String path = "/etc/mdevctl.d/matrix/" + WEB1;
        String host = host("\"%s\": \"{ \\\"mdev_type\\\": \\u0007\", \"%s\": \"x\""
                .formatted(path, path.replace(WEB1, "notes.txt")));
        Path listed = configuration(true);
        Cli planned = Cli.run("plan", listed, "--host", host);
        assertThat(planned.exitCode()).isEqualTo(65);
        assertThat(planned.err())
                .contains("left alone, because it can't be told: " + path + ": at ")
                .contains("ZM-FILE: " + path + ": at ")
                .contains("mend it or move it away, or plan with --no-persist")
                .doesNotContain("notes.txt");
        assertThat(Cli.run("plan", listed, "--host", host, "--no-persist").exitCode())
                .isEqualTo(2);
        assertThat(Cli.run("rehearse", listed, "--host", host).out()).contains("its definition can't be read: " + path);
        Cli threeWay = Cli.run("plan", listed, "--host", host, "--three-way", "--json");
        assertThat(threeWay.exitCode()).isEqualTo(2);
        assertThat(threeWay.out())
                .contains("\"format\": \"zmdev.three-way/1\"", "\"agrees\": false", "\"persistent\": \"unknown\"");
        Path other = Files.writeString(
                folder.resolve("other.json"), Files.readString(listed).replace(WEB1, OTHER));
        Cli others = Cli.run("plan", other, "--host", host);
        assertThat(others.exitCode()).isEqualTo(2);
        assertThat(others.out()).contains("/etc/mdevctl.d/matrix/" + OTHER);
    }

    @Test
    void theThreeWaysAreShownSideBySide() throws IOException {
        Cli plan = Cli.run("plan", configuration(true), "--host", host(definition(WEB1, "")), "--three-way");
        assertThat(plan.exitCode()).isEqualTo(2);
        assertThat(plan.out())
                .contains("web1 (%s)  (differs)".formatted(WEB1))
                .contains("  desired     assign adapter 05, domain 0004, control domain 0004")
                .contains("  active      -\n  persistent  another definition (matrix, auto, 0 attributes)");
    }
}
