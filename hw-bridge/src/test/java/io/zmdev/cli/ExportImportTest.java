package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.model.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs export and import, and the folder that they share. */
class ExportImportTest {

    private static final String CONFIGURATION = """
            { "format": "zmdev.config/1", "name": "site", "note": "kept", "masks": { "freeAdapters": [5] },
              "mediatedDevices": [
                { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1", "type": "vfio_ap-passthrough",
                  "adapters": [5], "domains": [4] },
                { "uuid": "c0ffee02-1111-4111-8111-000000000002", "name": "lab", "type": "vfio_ap-virtual",
                  "policy": "least-work", "adapters": { "4": [3, 22] }, "domains": { "0": [8] } } ],
              "guests": [ { "name": "web1", "devices": [ "c0ffee01-1111-4111-8111-000000000001" ] } ] }
            """;

    private final Path folder;
    private final Path configuration;
    private final Path out;

    ExportImportTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.out = folder.resolve("out");
        this.configuration = Files.writeString(folder.resolve("site.json"), CONFIGURATION);
    }

    private Cli export(String format, Object... more) {
        Object[] args = java.util.Arrays.copyOf(
                new Object[] {"export", configuration, "--to", format, "-o", out}, 6 + more.length);
        System.arraycopy(more, 0, args, 6, more.length);
        return Cli.run(args);
    }

    @Test
    void whatIsExportedIsImportedAgainWithKeysThatNobodyKnows() throws IOException {
        for (String format : new String[] {"mdevctl", "libvirt", "csv"}) {
            Path there = folder.resolve(format);
            Cli export = Cli.run("export", configuration, "--to", format, "-o", there);
            assertThat(export.err()).isEmpty();
            Path back = folder.resolve(format + ".json");
            Cli imported = Cli.run("import", "--from", format, there, "-o", back);
            assertThat(imported.err()).isEmpty();
            assertThat(ConfigurationDocument.read(back).value())
                    .as(format)
                    .isEqualTo(ConfigurationDocument.read(configuration).value());
        }
        assertThat(folder.resolve("mdevctl.json")).content().contains("\"note\": \"kept\"");
    }

    @Test
    void devicesOfOtherTypesAreLeftOut() throws IOException {
        Path dump = Files.writeString(folder.resolve("dump.json"), """
                [ { "matrix": [ { "c0ffee01-1111-4111-8111-000000000001":
                      { "mdev_type": "vfio_ap-passthrough", "start": "auto", "attrs": [ { "assign_adapter": "5" } ] } } ],
                    "0000:00:02.0": [ { "dd000000-2222-4222-8222-000000000001":
                      { "mdev_type": "i915-GVTg_V5_4", "start": "manual" } } ] } ]
                """);
        Cli imported = Cli.run("import", "--from", "mdevctl", dump, "-o", folder.resolve("found.json"));
        assertThat(imported.exitCode()).isZero();
        assertThat(imported.err())
                .contains(
                        "dd000000-2222-4222-8222-000000000001 of type 'i915-GVTg_V5_4' at parent '0000:00:02.0' is left out")
                .doesNotContain("c0ffee01");
        assertThat(imported.out()).contains("1 mediated devices");
    }

    private static String nodeDevice(String parent, String type, String uuid) {
        return """
                <device>
                  <name>mdev_%3$s_%1$s</name>
                  <path>/sys/devices/x/%3$s</path>
                  <parent>%1$s</parent>
                  <driver><name>vfio_mdev</name></driver>
                  <capability type='mdev'><type id='%2$s'/><uuid>%3$s</uuid><parent_addr>x</parent_addr>
                    <iommuGroup number='4'/></capability>
                </device>
                """.formatted(parent, type, uuid);
    }

    @Test
    void nodeDevicesOfForeignParentsAreLeftOutByName() throws IOException {
        Path xml = Files.createDirectory(folder.resolve("xml"));
        Files.writeString(
                xml.resolve("a.xml"),
                nodeDevice("ap_matrix", "vfio_ap-passthrough", "c0ffee01-1111-4111-8111-000000000001"));
        Files.writeString(
                xml.resolve("b.xml"),
                nodeDevice("pci_0000_65_00_0", "nvidia-63", "dd000000-2222-4222-8222-000000000001"));
        Files.writeString(
                xml.resolve("c.xml"),
                nodeDevice("css_0_0_0313", "vfio_ccw-io", "cc000000-2222-4222-8222-000000000001"));
        Files.writeString(
                xml.resolve("d.xml"), nodeDevice("mtty_mtty", "mtty-1", "dd000000-2222-4222-8222-000000000002"));
        Cli imported = Cli.run("import", "--from", "libvirt", xml, "-o", folder.resolve("found.json"));
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.out()).contains("2 mediated devices");
        assertThat(imported.err())
                .contains(
                        "b.xml: dd000000-2222-4222-8222-000000000001 of type 'nvidia-63' at parent 'pci_0000_65_00_0' is left out")
                .contains(
                        "d.xml: dd000000-2222-4222-8222-000000000002 of type 'mtty-1' at parent 'mtty_mtty' is left out")
                .doesNotContain("c0ffee01", "cc000000");
        Cli nothing = Cli.run("import", "--from", "libvirt", xml.resolve("b.xml"), "-o", folder.resolve("none.json"));
        assertThat(nothing.exitCode()).isEqualTo(65);
        assertThat(nothing.err()).contains("neither a mediated device nor a domain is in it", "nvidia-63");
        assertThat(folder.resolve("none.json")).doesNotExist();
    }

    /** Names that other tools take and a configuration does not. */
    @Test
    void aGuestWithoutAUsableNameIsLeftOut() throws IOException {
        Path xml = Files.createDirectory(folder.resolve("xml"));
        Files.writeString(xml.resolve("web1.xml"), "<domain><name>web1</name><devices/></domain>");
        Path found = folder.resolve("found.json");
        for (String name : new String[] {"", "a&#10;b", "x".repeat(201)}) {
            Path odd = Files.writeString(
                    xml.resolve("odd.xml"), "<domain><name>%s</name><devices/></domain>".formatted(name));
            Cli imported = Cli.run("import", "--from", "libvirt", xml, "-o", found);
            assertThat(imported.exitCode()).as(imported.err()).isZero();
            assertThat(imported.out()).contains("1 guest");
            assertThat(imported.err())
                    .contains(
                            odd + ": the guest '" + name.replace("&#10;", "_").substring(0, Math.min(name.length(), 3)))
                    .hasLineCount(1);
            Cli nothing = Cli.run("import", "--from", "libvirt", odd, "-o", folder.resolve("none.json"));
            assertThat(nothing.exitCode()).isEqualTo(65);
            assertThat(nothing.err())
                    .contains("is left out: a configuration takes names of 1 to 200 printable characters");
            assertThat(folder.resolve("none.json")).doesNotExist();
        }
    }

    /** What would be written could not be read again. */
    @Test
    void aPlanningTableWithAnUnusableNameIsRefused() throws IOException {
        Path found = folder.resolve("found.json");
        Path csv = folder.resolve("planning.csv");
        Cli.run("export", configuration, "--to", "csv", "-o", folder.resolve("csv"));
        Files.writeString(
                csv, Files.readString(folder.resolve("csv/planning.csv")).replace(",web1,", ",\"we\nb1\","));
        Cli refused = Cli.run("import", "--from", "csv", csv, "-o", found);
        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err()).contains("planning.csv: at /");
        assertThat(found).doesNotExist();
    }

    @Test
    void aDeviceThatADomainHasTwiceIsTakenOnce() throws IOException {
        String hostdev = """
                <hostdev mode='subsystem' type='mdev' model='vfio-ccw'>
                  <source><address uuid='cc000000-2222-4222-8222-000000000001'/></source>
                  <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x00a%d'/></hostdev>
                """;
        Path xml = Files.createDirectory(folder.resolve("xml"));
        Files.writeString(
                xml.resolve("a.xml"),
                nodeDevice("css_0_0_0313", "vfio_ccw-io", "cc000000-2222-4222-8222-000000000001"));
        Files.writeString(
                xml.resolve("web1.xml"),
                "<domain type='kvm'><name>web1</name><devices>%s%s%s</devices></domain>"
                        .formatted(hostdev.formatted(1), hostdev.formatted(2), hostdev.formatted(1)));
        Files.copy(xml.resolve("web1.xml"), xml.resolve("web1-again.xml"));
        Path found = folder.resolve("found.json");
        Cli imported = Cli.run("import", "--from", "libvirt", xml, "-o", found);
        assertThat(imported.exitCode()).as(imported.err()).isZero();
        assertThat(imported.err())
                .containsOnlyOnce(
                        "cc000000-2222-4222-8222-000000000001 stands more than once in the guest 'web1' and is taken once");
        Configuration configuration = ConfigurationDocument.read(found).value();
        assertThat(configuration.guests())
                .singleElement()
                .satisfies(guest -> assertThat(guest.devices()).hasSize(1));
        assertThat(found).content().contains("fe.0.00a1").doesNotContain("fe.0.00a2");
        Files.writeString(xml.resolve("web1-again.xml"), "<domain><name>web1</name></domain>");
        Cli twice = Cli.run("import", "--from", "libvirt", xml, "-o", found);
        assertThat(twice.exitCode()).isEqualTo(65);
        assertThat(twice.err()).contains("the domain 'web1' has other devices in another file");
    }

    @Test
    void everyFormatMarksVirtualDevicesAsProposed() {
        for (String format :
                new String[] {"mdevctl", "libvirt", "chzdev", "shell", "ansible", "qemu", "csv", "runbook"}) {
            Cli export = Cli.run("export", configuration, "--to", format, "-o", folder.resolve(format));
            assertThat(export.err()).isEmpty();
            assertThat(folder.resolve(format).resolve("proposed-virtual-matrix.txt"))
                    .content()
                    .startsWith("# PROPOSED")
                    .contains("echo 4:3,22 > ");
        }
    }

    @Test
    void aFileThatIsNotFromAnExportIsNotReplaced() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("chzdev.sh"), "mine");
        Cli refused = export("chzdev");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).startsWith("ZM-OUTPUT: ").contains("chzdev.sh", "--force");
        assertThat(out.resolve("ap.chzdev")).doesNotExist();
        assertThat(export("chzdev", "--force").exitCode()).isZero();
        assertThat(export("chzdev").exitCode()).isZero();
        Files.writeString(out.resolve("ap.chzdev"), "edited");
        assertThat(export("chzdev").exitCode()).isEqualTo(1);
    }

    @Test
    void anExportDoesNotFollowALinkOutOfItsFolder() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.createDirectories(out);
        Files.createSymbolicLink(out.resolve("etc"), elsewhere);
        assertThat(export("mdevctl", "--force").exitCode()).isEqualTo(1);
        assertThat(elsewhere).isEmptyDirectory();
    }

    /** Dots in a name are dots; a list that somebody edited is not trusted with paths. */
    @Test
    void noNameAndNoListLeavesTheFolder() throws IOException {
        Files.writeString(
                configuration,
                CONFIGURATION.replace("\"name\": \"web1\", \"devices\"", "\"name\": \"../../a..b\", \"devices\""));
        assertThat(export("qemu").out()).contains("out/01-_.._.._a..b.sh");
        Path victim = Files.writeString(folder.resolve("victim"), "");
        Files.writeString(
                out.resolve(".zmdev-export"),
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855  ../victim\n");
        assertThat(export("qemu").exitCode()).isEqualTo(1);
        assertThat(victim).exists();
    }

    @Test
    void theNextExportTakesItsOldFilesAway() throws IOException {
        export("mdevctl");
        Files.writeString(configuration, CONFIGURATION.replace("c0ffee01-1111", "c0ffee09-1111"));
        assertThat(export("mdevctl").exitCode()).isZero();
        assertThat(out.resolve("etc/mdevctl.d/matrix")).isDirectoryContaining("glob:**c0ffee09*");
        assertThat(out.resolve("etc/mdevctl.d/matrix/c0ffee01-1111-4111-8111-000000000001"))
                .doesNotExist();
    }

    @Test
    void aMachineIsImportedAsItIs() throws IOException {
        Path state = folder.resolve("state");
        Files.writeString(
                configuration, CONFIGURATION.replace("vfio_ap-virtual", "vfio_ap-virtual\", \"state\": \"absent"));
        Cli apply = Cli.run("apply", configuration, "--disturb", "--host", "sim:few", "--state", state);
        assertThat(apply.err()).isEmpty();
        Path found = folder.resolve("found.json");
        Cli imported = Cli.run("import", "--from", "host", "sim:few", "--state", state, "-o", found);
        assertThat(imported.err()).isEmpty();
        Cli plan = Cli.run("plan", found, "--host", "sim:few", "--state", state);
        assertThat(plan.out()).endsWith("nothing to change.\n");
    }

    @Test
    void whatCannotBeReadIsNamedWithItsPlace() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.xml"), "<device>\n<capability type='mdev'>\n</device>");
        Cli xml = Cli.run("import", "--from", "libvirt", file, "-o", folder.resolve("x.json"));
        assertThat(xml.exitCode()).isEqualTo(65);
        assertThat(xml.err()).startsWith("ZM-FILE: ").contains("bad.xml: line 3: this is not XML");
        Cli none = Cli.run("import", "--from", "mdevctl", folder.resolve("nowhere"), "-o", folder.resolve("x.json"));
        assertThat(none.exitCode()).isEqualTo(65);
        assertThat(none.err()).contains("there is no such file");
        assertThat(export("terraform").exitCode()).isEqualTo(64);
    }
}
