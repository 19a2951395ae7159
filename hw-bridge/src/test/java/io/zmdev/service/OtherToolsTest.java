package io.zmdev.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.ExportFile;
import io.zmdev.exchange.ExportFormat;
import io.zmdev.exchange.MdevDefinitions;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.Document;
import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.service.ExportFolder.ForeignFiles;
import io.zmdev.testbed.Tool;
import io.zmdev.testing.HostileConfigurations;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools that an export is meant for, as Debian has them, take it. */
@Tag("slow")
class OtherToolsTest {

    /** The record of a card whose queues vfio_ap gets. */
    private static final String KEPT_OF_CARD_05 = """
            {
              "format": "zmdev.queues/1",
              "serialnr": "93AADHZU",
              "queues": [
                { "apqn": "05.0004", "mkvps": "AES NEW: empty 0x00\\nAES CUR: valid 0x1f\\nAES OLD: invalid 0x00" },
                { "apqn": "05.0047", "mkvps": "AES NEW: empty 0x00\\nAES CUR: invalid 0x00\\nAES OLD: invalid 0x00" }
              ]
            }
            """;

    private static final String CONFIGURATION = """
            { "format": "zmdev.config/1", "name": "two guests",
              "masks": { "freeAdapters": [5, 6], "freeDomains": [4, 71], "reserveAdapters": [2] },
              "mediatedDevices": [
                { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1", "type": "vfio_ap-passthrough",
                  "autostart": true, "adapters": [5, 6], "domains": [4, 171], "controlDomains": [4] },
                { "uuid": "c0ffee02-1111-4111-8111-000000000002", "name": "web2", "type": "vfio_ap-passthrough",
                  "adapters": [5, 6], "domains": [71] },
                { "uuid": "c0ffee03-1111-4111-8111-000000000003", "name": "old", "type": "vfio_ap-passthrough",
                  "state": "absent" },
                { "uuid": "cc000000-2222-4222-8222-000000000001", "name": "disk", "type": "vfio_ccw-io",
                  "subchannel": "0.0.0313", "guestDevno": "fe.0.00a1", "autostart": true } ],
              "guests": [ { "name": "web1", "devices": [
                "c0ffee01-1111-4111-8111-000000000001", "cc000000-2222-4222-8222-000000000001" ] } ] }
            """;

    private static final int HOSTILE_CASES = 60;

    private final Path folder;

    OtherToolsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Document<Configuration> document() {
        return ConfigurationDocument.parse("two guests", CONFIGURATION.getBytes(StandardCharsets.UTF_8));
    }

    private List<Path> export(ExportFormat format, Document<Configuration> document) {
        return ExportFolder.write(
                folder.resolve(format.id()),
                Export.files(format, document, Optional.empty(), List.of()),
                ForeignFiles.REFUSE);
    }

    private Tool.Outcome run(String... command) {
        return Tool.run(folder, command);
    }

    /** mdevctl 1.2 looks at /etc/mdevctl.d and nowhere else, so it gets a mount namespace in which that is our folder. */
    private Tool.Outcome mdevctl(Path definitions, String command) throws IOException {
        for (String scripts : List.of("callouts", "notifiers")) {
            Files.createDirectories(definitions.resolve("scripts.d").resolve(scripts));
        }
        return run(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount --bind \"$1\" /etc/mdevctl.d && " + command,
                "sh",
                definitions.toString());
    }

    @Test
    void mdevctlListsWhatWeExportAndWeImportWhatItDumps() throws IOException {
        Tool.assumeInstalled("mdevctl", "unshare");
        Tool.assumeRoot();
        export(ExportFormat.MDEVCTL, document());
        Tool.Outcome listed = mdevctl(
                folder.resolve("mdevctl/etc/mdevctl.d"), "mdevctl list --defined && mdevctl list --defined --dumpjson");

        assertThat(listed.exitCode()).as(listed.output()).isZero();
        assertThat(listed.output())
                .contains("c0ffee01-1111-4111-8111-000000000001 matrix vfio_ap-passthrough auto")
                .contains("c0ffee02-1111-4111-8111-000000000002 matrix vfio_ap-passthrough manual")
                .contains("cc000000-2222-4222-8222-000000000001 0.0.0313 vfio_ccw-io auto");
        Path dump = folder.resolve("mdevctl/dump.json");
        Files.writeString(dump, listed.output().substring(listed.output().indexOf('[')));
        assertThat(Import.mdevctl(dump).configuration().mediatedDevices())
                .containsExactlyInAnyOrderElementsOf(present(document().value()));
    }

    /** Without the configuration beside them, devices are called by their UUIDs and know no guest. */
    private static List<DesiredDevice> present(Configuration configuration) {
        return configuration.mediatedDevices().stream()
                .map(MdevDefinitions::of)
                .flatMap(Optional::stream)
                .filter(d ->
                        configuration.mediatedDevice(d.uuid()).orElseThrow().state() == DesiredDevice.State.PRESENT)
                .map(MdevDefinitions::device)
                .toList();
    }

    @Test
    void mdevctlDefinesADeviceFromOurFile() throws IOException {
        Tool.assumeInstalled("mdevctl", "unshare");
        Tool.assumeRoot();
        export(ExportFormat.MDEVCTL, document());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        String uuid = "c0ffee01-1111-4111-8111-000000000001";
        Tool.Outcome defined = mdevctl(
                empty,
                "mdevctl define -u %s -p matrix --jsonfile mdevctl/etc/mdevctl.d/matrix/%s".formatted(uuid, uuid));

        assertThat(defined.exitCode()).as(defined.output()).isZero();
        assertThat(Import.mdevctl(empty).configuration().mediatedDevices())
                .singleElement()
                .isEqualTo(present(document().value()).getFirst());
    }

    @Test
    void theSchemasOfLibvirtTakeTheXml() throws IOException {
        Tool.assumeInstalled("virt-xml-validate");
        for (Path file : export(ExportFormat.LIBVIRT, document())) {
            if (file.toString().endsWith(".xml")) {
                Tool.Outcome validated = run("virt-xml-validate", file.toString());
                assertThat(validated.exitCode()).as(validated.output()).isZero();
            }
        }
    }

    @Test
    void libvirtDefinesTheDomain() throws IOException {
        Tool.assumeInstalled("virsh");
        export(ExportFormat.LIBVIRT, document());
        Path domain = folder.resolve("domain.xml");
        Files.writeString(
                domain,
                Files.readString(folder.resolve("libvirt/domains/01-web1.xml")).replace("type='kvm'", "type='test'"));
        Tool.Outcome defined = run("virsh", "-c", "test:///default", "define %s; dumpxml web1".formatted(domain));

        assertThat(defined.exitCode()).as(defined.output()).isZero();
        Path dumped = folder.resolve("dumped.xml");
        Files.writeString(dumped, defined.output().substring(defined.output().indexOf("<domain")));
        Configuration configuration = Import.libvirt(dumped).configuration();
        assertThat(configuration.guests()).isEqualTo(document().value().guests());
    }

    @Test
    void thePlaybookChangesAHostOnce() throws IOException {
        Tool.assumeInstalled("ansible-playbook");
        export(ExportFormat.ANSIBLE, document());
        Path root = folder.resolve("root");
        try (RootWithSysfs sysfs = RootWithSysfs.make(root)) {
            Tool.Outcome refused = playbook(root);
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output())
                    .contains("zmdev_disturb=true: 05.0004 (AES NEW: empty 0x00;AES CUR: valid 0x1f;")
                    .doesNotContain("05.0047 (", "06.0004 (")
                    .contains("changed=0 ");
            Tool.Outcome checked = playbook(root, "--check", "-e", "zmdev_disturb=true");
            assertThat(checked.exitCode()).as(checked.output()).isZero();
            assertThat(root.resolve("etc")).doesNotExist();
            assertThat(root.resolve("var/lib/zmdev")).doesNotExist();
            assertThat(sysfs.read("bus/ap/apmask")).startsWith("0xffff");
            Tool.Outcome first = playbook(root, "-e", "zmdev_disturb=true");
            assertThat(first.exitCode()).as(first.output()).isZero();
            assertThat(first.output()).doesNotContain("changed=0 ").contains("failed=0");
            assertThat(sysfs.read("bus/ap/apmask")).startsWith("0xf9ff");
            assertThat(sysfs.read("devices/vfio_ap/matrix/c0ffee01-1111-4111-8111-000000000001/ap_config"))
                    .startsWith("0x06000");
            assertThat(Import.mdevctl(root.resolve("etc/mdevctl.d"))
                            .configuration()
                            .mediatedDevices())
                    .containsExactlyInAnyOrderElementsOf(present(document().value()));
            assertThat(root.resolve("etc/udev/rules.d/41-ap.rules")).content().contains("0xf9ff", "kmod load vfio_ap");
            assertThat(root.resolve("var/lib/zmdev/queues/card05.json"))
                    .content()
                    .isEqualTo(KEPT_OF_CARD_05);
            Tool.Outcome second = playbook(root);
            assertThat(second.output()).contains("changed=0 ").contains("failed=0");
        }
    }

    @Test
    void thePlaybookDisturbsNoRunningGuestUnasked() throws IOException {
        Tool.assumeInstalled("ansible-playbook");
        String changed = "c0ffee01-1111-4111-8111-000000000001";
        String removed = "c0ffee03-1111-4111-8111-000000000003";
        Configuration configuration = document().value();
        configuration = new Configuration(
                configuration.name(), MaskRequest.UNCHANGED, configuration.mediatedDevices(), configuration.guests());
        export(ExportFormat.ANSIBLE, ConfigurationDocument.create(configuration));
        Path root = folder.resolve("root");
        try (RootWithSysfs sysfs = RootWithSysfs.make(root)) {
            sysfs.guestRuns(changed, "05.0004");
            sysfs.guestRuns(removed, "06.0006");
            Tool.Outcome refused = playbook(root);
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output())
                    .contains("zmdev_disturb=true: %s (changed), %s (removed)".formatted(changed, removed))
                    .contains("changed=0 ");
            assertThat(sysfs.read("devices/vfio_ap/matrix/%s/ap_config".formatted(changed)))
                    .startsWith("0x0000");
            Tool.Outcome agreed = playbook(root, "-e", "zmdev_disturb=true");
            assertThat(agreed.exitCode()).as(agreed.output()).isZero();
            assertThat(sysfs.read("devices/vfio_ap/matrix/%s/ap_config".formatted(changed)))
                    .startsWith("0x06000");
        }
    }

    /** The same holders refuse as at {@code apply}: {@code DeviceInUseRule}, {@code RootDeviceRule}. */
    @Test
    void thePlaybookTakesNoDeviceThatTheHostUses() throws IOException {
        Tool.assumeInstalled("ansible-playbook");
        Configuration configuration = Configuration.empty("disk")
                .withDevice(document()
                        .value()
                        .mediatedDevice(new MdevUuid("cc000000-2222-4222-8222-000000000001"))
                        .orElseThrow());
        export(ExportFormat.ANSIBLE, ConfigurationDocument.create(configuration));
        Path root = folder.resolve("root");
        try (RootWithSysfs sysfs = RootWithSysfs.make(root)) {
            sysfs.mounted("94:1 /boot");
            refusesToTakeTheDisk(root, sysfs, "0.0.2b09: dasda1 is mounted on /boot", "zmdev_disturb=true");
            refusesToTakeTheDisk(root, sysfs, "0.0.2b09: dasda1 is mounted on /boot", "ansible_check_mode=true");
            sysfs.stack();
            sysfs.mounted("253:0 /");
            refusesToTakeTheDisk(
                    root,
                    sysfs,
                    "0.0.2b09: dasda1 is under the logical volume vg0-root, 0.0.2b09: vg0-root is mounted on /",
                    "zmdev_force=true");
            Files.delete(sysfs.mountinfo());
            refusesToTakeTheDisk(root, sysfs, "what the host does with them can't be told", "zmdev_force=true");
            sysfs.mounted("253:0 /srv");
            Tool.Outcome forced = playbook(root, "-e", "zmdev_force=true");
            assertThat(forced.exitCode()).as(forced.output()).isZero();
            assertThat(sysfs.read("bus/css/devices/0.0.0313/driver_override")).isEqualTo("vfio_ccw");
            assertThat(sysfs.read("bus/css/devices/0.0.0313/0.0.2b09/online")).isEqualTo("0");
            Tool.Outcome second = playbook(root);
            assertThat(second.output()).contains("changed=0 ").contains("failed=0");
        }
    }

    private void refusesToTakeTheDisk(Path root, RootWithSysfs sysfs, String because, String option)
            throws IOException {
        Tool.Outcome refused = playbook(root, "-e", option);
        assertThat(refused.exitCode()).as(refused.output()).isNotZero();
        assertThat(refused.output()).contains(because).contains("changed=0 ");
        assertThat(sysfs.read("bus/css/devices/0.0.0313/driver_override")).isEmpty();
        assertThat(sysfs.read("bus/css/devices/0.0.0313/0.0.2b09/online")).isEqualTo("1\n");
        assertThat(root.resolve("etc")).doesNotExist();
    }

    private Tool.Outcome playbook(Path root, String... options) {
        return Tool.run(
                folder.resolve("ansible"),
                Map.of(
                        "ANSIBLE_NOCOLOR",
                        "1",
                        "ANSIBLE_LOCAL_TEMP",
                        folder + "/a",
                        "ANSIBLE_REMOTE_TEMP",
                        folder + "/b"),
                Stream.concat(
                                Stream.of(
                                        "ansible-playbook",
                                        "-i",
                                        "inventory.yml",
                                        "playbook.yml",
                                        "-e",
                                        "zmdev_root=" + root,
                                        "-e",
                                        "ansible_become=false"),
                                Stream.of(options))
                        .toList());
    }

    @Test
    void aHostThatFailsStopsTheRollout() throws IOException {
        Tool.assumeInstalled("ansible-playbook");
        ExportFolder.write(
                folder.resolve("ansible"),
                Export.files(ExportFormat.ANSIBLE, document(), Optional.empty(), List.of("lpar1", "lpar2")),
                ForeignFiles.REFUSE);
        Tool.Outcome run = playbook(folder.resolve("no-such-root"), "-e", "ansible_connection=local");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output()).contains("lpar1").doesNotContain("lpar2 ");
    }

    @Test
    void shellcheckFindsNothing() throws IOException {
        Tool.assumeInstalled("shellcheck");
        List<Path> scripts = new ArrayList<>();
        for (ExportFormat format : List.of(ExportFormat.LIBVIRT, ExportFormat.CHZDEV, ExportFormat.QEMU)) {
            scripts.addAll(export(format, document()));
        }
        scripts.addAll(export(ExportFormat.SHELL, withoutSubchannels()));
        scripts.removeIf(path -> !path.toString().endsWith(".sh"));
        assertThat(scripts).hasSize(4);
        List<String> command = new ArrayList<>(List.of("shellcheck", "-s", "sh"));
        scripts.forEach(script -> command.add(script.toString()));
        Tool.Outcome checked = Tool.run(folder, Map.of(), command);
        assertThat(checked.output()).isEmpty();
        assertThat(checked.exitCode()).isZero();
    }

    private static Document<Configuration> withoutSubchannels() {
        Document<Configuration> document = document();
        Configuration configuration = document.value();
        for (DesiredDevice device : document.value().mediatedDevices()) {
            if (device instanceof DesiredDevice.Ccw) {
                configuration = configuration.withoutDevice(device.uuid());
            }
        }
        return ConfigurationDocument.create(configuration);
    }

    /** Nobody binds drivers to the queues there, so that the script can't make its plan; keys and serial numbers are kept by then. */
    @Test
    void aScriptForAnyMachineKeepsKeysAndSerialNumbers() throws IOException {
        Tool.assumeInstalled("dash", "busybox");
        Path script = ExportFolder.write(
                        folder.resolve("shell"),
                        Export.files(ExportFormat.SHELL, withoutSubchannels(), Optional.empty(), List.of()),
                        ForeignFiles.REFUSE)
                .stream()
                .filter(file -> file.toString().endsWith(".sh"))
                .findFirst()
                .orElseThrow();
        for (String shell : List.of("dash", "bash", "busybox sh")) {
            Path root = folder.resolve(shell.replace(' ', '-'));
            try (RootWithSysfs _ = RootWithSysfs.make(root)) {
                List<String> command = new ArrayList<>(List.of(shell.split(" ")));
                command.addAll(List.of(script.toString(), "--disturb"));
                Tool.Outcome made = Tool.run(
                        folder,
                        Map.of(
                                "ZMDEV_ROOT",
                                root.toString(),
                                "ZMDEV_JOURNAL",
                                root.resolve("journal").toString()),
                        command);
                assertThat(made.exitCode()).as(made.output()).isNotZero();
                assertThat(root.resolve("var/lib/zmdev/queues/card05.json"))
                        .content()
                        .isEqualTo(KEPT_OF_CARD_05);
            }
        }
    }

    /** What runs a name's command makes the canary; every file that can be run or read by a tool is. */
    @Test
    void noNameRunsACommand() throws IOException {
        Tool.assumeInstalled("dash", "busybox");
        Path canary = folder.resolve("canary");
        Path programs = Files.createDirectory(folder.resolve("programs"));
        for (String program : List.of("chzdev", "virsh", "qemu")) {
            Path file = Files.writeString(programs.resolve(program), "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        Map<String, String> environment = Map.of(
                "PATH",
                programs + ":" + System.getenv("PATH"),
                "QEMU",
                programs + "/qemu",
                "ZMDEV_ROOT",
                folder.resolve("none").toString(),
                "ZMDEV_JOURNAL",
                folder.resolve("journal").toString());
        int scripts = 0;
        for (int seed = 0; seed < HOSTILE_CASES; seed++) {
            Configuration configuration = HostileConfigurations.next(new SplittableRandom(seed), canary.toString());
            Document<Configuration> document = ConfigurationDocument.create(configuration);
            for (ExportFormat format : ExportFormat.values()) {
                List<ExportFile> files = exportable(format, document);
                Path target = folder.resolve("hostile").resolve(format.id());
                ExportFolder.write(target, files, ForeignFiles.REFUSE);
                for (ExportFile file : files) {
                    Path path = target.resolve(file.path());
                    if (file.executable()) {
                        scripts++;
                        for (List<String> shell : List.of(List.of("dash"), List.of("busybox", "sh"))) {
                            List<String> command = new ArrayList<>(shell);
                            command.add(path.toString());
                            command.addAll(format == ExportFormat.SHELL ? List.of("--check") : List.of());
                            Tool.run(folder, environment, command);
                            assertThat(canary).as("seed %d, %s", seed, path).doesNotExist();
                        }
                    }
                }
            }
        }
        assertThat(scripts).isGreaterThan(100);
        assertThat(Files.exists(Path.of("/etc/CANARY"))).isFalse();
    }

    /** A script for one machine can hold neither subchannels without a machine nor a byte of value 0. */
    private static List<ExportFile> exportable(ExportFormat format, Document<Configuration> document) {
        boolean refused = document.value().name().indexOf('\0') >= 0
                || document.value().mediatedDevices().stream().anyMatch(DesiredDevice.Ccw.class::isInstance);
        return format == ExportFormat.SHELL && refused
                ? List.of()
                : Export.files(format, document, Optional.empty(), List.of());
    }

    @Test
    void ansibleReadsHostileNamesAsText() throws IOException {
        Tool.assumeInstalled("ansible-playbook");
        Path canary = folder.resolve("canary");
        Configuration configuration = document().value();
        for (DesiredDevice device : document().value().mediatedDevices()) {
            if (device instanceof DesiredDevice.Matrix matrix) {
                String name = "{{ lookup('pipe', 'touch %s') }}".formatted(canary);
                configuration = configuration.withDevice(new DesiredDevice.Matrix(
                        matrix.uuid(), name, matrix.autostart(), matrix.state(), matrix.matrix()));
            }
        }
        export(ExportFormat.ANSIBLE, ConfigurationDocument.create(configuration));
        Tool.Outcome run = playbook(folder.resolve("none"), "--list-tasks");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(canary).doesNotExist();
    }
}
