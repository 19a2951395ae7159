package io.zmdev.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.io.MdevctlDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevDefinition;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.plan.Plan;
import io.zmdev.testing.HostileConfigurations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is exported comes back as it was, whatever its names are. */
class RoundTripTest {

    private static final int CASES = 2_000;

    static List<ExportFile> export(ExportFormat format, Configuration configuration) {
        return format.files(
                new ExportRequest(configuration, Optional.empty(), new Plan("", "", List.of(), List.of()), List.of()));
    }

    @Test
    void thePlanningTableHoldsEverything() {
        for (int seed = 0; seed < CASES; seed++) {
            Configuration configuration = HostileConfigurations.next(new SplittableRandom(seed), "canary");
            String table = export(ExportFormat.CSV, configuration).getFirst().content();
            assertThat(PlanningTableReader.read("table", table))
                    .as("seed %d", seed)
                    .isEqualTo(configuration);
        }
    }

    /** Saved by a spreadsheet: with another separator, all cells quoted, other line ends, a byte order mark, empty cells and rows. */
    @Test
    void thePlanningTableHoldsEverythingHoweverItIsSaved() {
        for (int seed = 0; seed < CASES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Configuration configuration = HostileConfigurations.next(random, "canary");
            String table = export(ExportFormat.CSV, configuration).getFirst().content();
            String separator = List.of(",", ";", "\t").get(random.nextInt(3));
            String end = random.nextBoolean() ? "\n" : "\r\n";
            boolean quoted = random.nextBoolean();
            String padding = separator.repeat(random.nextInt(3));
            StringBuilder saved = new StringBuilder(random.nextBoolean() ? "\ufeff" : "");
            for (CsvTable.Row row : CsvTable.parse(table)) {
                saved.append(row.cells().stream()
                                .map(cell -> saved(cell, separator, quoted))
                                .collect(Collectors.joining(separator)))
                        .append(padding)
                        .append(end)
                        .append(random.nextInt(9) == 0 ? padding + end : "");
            }
            assertThat(PlanningTableReader.read("table", saved.toString()))
                    .as("seed %d", seed)
                    .isEqualTo(configuration);
        }
    }

    private static String saved(String cell, String separator, boolean quoted) {
        String text = cell.startsWith("'") ? "'" + cell : cell;
        return quoted || Stream.of(separator, "\"", "\r", "\n").anyMatch(text::contains)
                ? "\"" + text.replace("\"", "\"\"") + "\""
                : text;
    }

    @Test
    void theTreeOfMdevctlComesBackBesideItsConfiguration() {
        for (int seed = 0; seed < CASES; seed++) {
            Configuration configuration = HostileConfigurations.next(new SplittableRandom(seed), "canary");
            List<DesiredDevice> found = new ArrayList<>();
            for (ExportFile file : export(ExportFormat.MDEVCTL, configuration)) {
                String[] names = file.path().split("/", -1);
                if (names.length == 4) {
                    MdevDefinition definition = MdevctlDocument.parse(
                            file.path(),
                            file.content().getBytes(StandardCharsets.UTF_8),
                            names[2],
                            new MdevUuid(names[3]));
                    found.add(MdevDefinitions.device(definition));
                }
            }
            assertThat(Imports.mdevctl(configuration, found))
                    .as("seed %d", seed)
                    .isEqualTo(configuration);
        }
    }

    @Test
    void theXmlOfLibvirtComesBackBesideItsConfiguration() {
        for (int seed = 0; seed < CASES; seed++) {
            Configuration configuration = HostileConfigurations.next(new SplittableRandom(seed), "canary");
            List<DesiredDevice> found = new ArrayList<>();
            List<LibvirtObject.Domain> domains = new ArrayList<>();
            for (ExportFile file : export(ExportFormat.LIBVIRT, configuration)) {
                if (file.path().endsWith(".xml")) {
                    switch (LibvirtReader.read(file.path(), file.content())) {
                        case LibvirtObject.NodeDevice(MdevDefinition definition) ->
                            found.add(MdevDefinitions.device(definition));
                        case LibvirtObject.Domain domain -> domains.add(domain);
                        case LibvirtObject.ForeignDevice foreign -> throw new AssertionError(foreign);
                        case LibvirtObject.Other other -> throw new AssertionError(other);
                    }
                }
            }
            assertThat(Imports.libvirt(configuration, found, domains))
                    .as("seed %d", seed)
                    .isEqualTo(configuration);
        }
    }

    @Test
    void whatWasEditedInAFileOfMdevctlWins() {
        Configuration configuration = Configuration.empty("site")
                .withDevice(MdevDefinitions.device(definition("{\"assign_adapter\": \"5\"}")))
                .withDevice(MdevDefinitions.device(new MdevDefinition(
                        "0.0.0313",
                        new MdevUuid("00000000-0000-4000-8000-000000000002"),
                        MdevDefinition.CCW,
                        false,
                        List.of())));
        DesiredDevice edited = MdevDefinitions.device(definition("{\"assign_adapter\": \"0x06\"}"));
        assertThat(Imports.mdevctl(configuration, List.of(edited)).mediatedDevices())
                .containsExactly(edited);
    }

    @Test
    void valuesThatTheKernelWouldRefuseAreRefusedHere() {
        for (String attribute : List.of(
                "{\"assign_adapter\": \"3,5\"}",
                "{\"assign_adapter\": \" 5\"}",
                "{\"assign_adapter\": \"256\"}",
                "{\"assign_domain\": \"\"}",
                "{\"ap_config\": \"0x0\"}",
                "{\"status\": \"1\"}")) {
            assertThatThrownBy(() -> MdevDefinitions.device(definition(attribute)))
                    .as(attribute)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDefinitionThatIsNoneNamesItsPlace() {
        assertThatThrownBy(() -> definition("{\"assign_adapter\": 5}"))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("/attrs/0/assign_adapter: a string is needed");
        assertThatThrownBy(() -> definition("{\"assign_adapter\": \"5\", \"assign_domain\": \"6\"}"))
                .hasMessageContaining("/attrs/0: an attribute is an object with one key");
    }

    private static MdevDefinition definition(String attribute) {
        String json =
                "{\"mdev_type\": \"vfio_ap-passthrough\", \"start\": \"auto\", \"attrs\": [%s]}".formatted(attribute);
        return MdevctlDocument.parse(
                "file",
                json.getBytes(StandardCharsets.UTF_8),
                "matrix",
                new MdevUuid("00000000-0000-4000-8000-000000000001"));
    }

    @Test
    void aTableThatLeavesAQueueOutIsRefused() {
        String table = """
                LPAR;ROW;ADAPTER;DOMAIN;GUEST;DEVICE;UUID;AUTOSTART;STATE;SUBCHANNEL;GUEST DEVNO;POLICY
                a;queue;0x05;0x0004;g;d;00000000-0000-4000-8000-000000000001;yes;;;;
                a;queue;0x06;0x0006;g;d;00000000-0000-4000-8000-000000000001;yes;;;;
                """;
        assertThatThrownBy(() -> PlanningTableReader.read("plan.csv", table))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("plan.csv: line 2: the queue 05.0006 is missing");
    }

    @Test
    void entitiesAndDocumentTypesAreRefused() {
        for (String xml : List.of(
                "<!DOCTYPE d [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><domain><name>&x;</name></domain>",
                "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;'>]><domain><name>&b;</name></domain>",
                "<!DOCTYPE d SYSTEM 'http://127.0.0.1:1/x'><domain/>",
                "<domain><name>&x;</name></domain>",
                "<domain>",
                "",
                "<a>".repeat(200))) {
            assertThatThrownBy(() -> LibvirtReader.read("x.xml", xml))
                    .as(xml)
                    .isInstanceOf(ZmdevException.class)
                    .hasMessageContaining("x.xml: line 1: ");
        }
    }

    @Test
    void aDumpedDomainTellsItsDevices() {
        LibvirtObject domain = LibvirtReader.read("d.xml", """
                <domain type='kvm' id='3'><name>web1</name><devices>
                  <hostdev mode='subsystem' type='pci'><source><address domain='0x0' bus='0x1'/></source></hostdev>
                  <hostdev mode='subsystem' type='mdev' managed='no' model='vfio-ccw'>
                    <source><address uuid='9A01BD31-0a7b-4a5a-8f0e-3a9a9a77c210'/></source><alias name='hostdev0'/>
                    <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x00a1'/>
                  </hostdev></devices></domain>
                """);
        assertThat(domain).isInstanceOfSatisfying(LibvirtObject.Domain.class, web1 -> {
            assertThat(web1.name()).isEqualTo("web1");
            assertThat(web1.hostdevs()).singleElement().satisfies(hostdev -> {
                assertThat(hostdev.uuid()).hasToString("9a01bd31-0a7b-4a5a-8f0e-3a9a9a77c210");
                assertThat(hostdev.guestDevno().orElseThrow()).hasToString("fe.0.00a1");
            });
        });
    }

    /** As virsh prints a running guest of QEMU: metadata and command lines of other namespaces, comments, unknown elements. */
    @Test
    void elementsOfOtherNamespacesAreNothingOfOurs() {
        LibvirtObject domain = LibvirtReader.read("d.xml", "\ufeff" + """
                <?xml version='1.0' encoding='UTF-8'?>
                <!-- WARNING: THIS IS AN AUTO-GENERATED FILE. -->
                <domain type='kvm' id='3' xmlns:qemu='http://libvirt.org/schemas/domain/qemu/1.0'>
                  <qemu:name>not this</qemu:name>
                  <name>we<!-- no -->b<![CDATA[ & 1]]></name>
                  <metadata><app:domain xmlns:app='urn:x'><app:name>nor this</app:name><name>nor that</name></app:domain></metadata>
                  <devices>
                    <hostdev mode='subsystem' type='mdev' managed='no' model='vfio-ap' display='off'>
                      <source><address uuid='c0ffee01-1111-4111-8111-000000000001'/></source>
                      <unheard-of><address uuid='x'/></unheard-of>
                    </hostdev>
                    <qemu:hostdev type='mdev' model='vfio-ap'>
                      <source><address uuid='c0ffee09-1111-4111-8111-000000000001'/></source>
                    </qemu:hostdev>
                    <hostdev mode='subsystem' type='mdev' model='vfio-ccw'>
                      <source><address uuid='cc000000-2222-4222-8222-000000000001'/></source><boot order='1' loadparm='2'/>
                      <address type='ccw' cssid='0xfe' ssid='0x0' devno='0x00a1'/>
                    </hostdev>
                    <hostdev mode='subsystem' type='mdev' model='vfio-ccw'>
                      <source><address uuid='cc000000-2222-4222-8222-000000000002'/></source>
                    </hostdev>
                    <hostdev mode='subsystem' type='mdev' model='vfio-pci'>
                      <source><address uuid='dd000000-2222-4222-8222-000000000001'/></source>
                    </hostdev>
                  </devices>
                  <qemu:commandline><qemu:arg value='-device'/></qemu:commandline>
                  <seclabel type='dynamic' model='dac' relabel='yes'><label>+0:+0</label></seclabel>
                </domain>
                """);
        assertThat(domain).isInstanceOfSatisfying(LibvirtObject.Domain.class, web -> {
            assertThat(web.name()).isEqualTo("web & 1");
            assertThat(web.hostdevs().toString())
                    .contains("c0ffee01-1111", "fe.0.00a1", "cc000000-2222-4222-8222-000000000002")
                    .doesNotContain("c0ffee09", "dd000000");
            assertThat(web.foreign())
                    .singleElement()
                    .hasToString("ForeignHostdev[uuid=dd000000-2222-4222-8222-000000000001, model=vfio-pci]");
        });
    }

    @Test
    void theRuleOfChzdevGivesItsMasksBack() {
        String rule = UdevRules.ap(Optional.of(Mask256.of(1, 255)), Optional.empty());
        assertThat(UdevRules.parseAp(rule))
                .isEqualTo(new UdevRules.ApRule(Optional.of(Mask256.of(1, 255)), Optional.empty(), true));
    }

    @Test
    void noPathLeavesTheFolder() {
        for (int seed = 0; seed < CASES; seed++) {
            Configuration configuration = HostileConfigurations.next(new SplittableRandom(seed), "canary");
            for (ExportFormat format : ExportFormat.values()) {
                assertThat(export(format, configuration))
                        .as("seed %d, %s", seed, format)
                        .allSatisfy(file -> assertThat(file.path())
                                .matches("([A-Za-z0-9_][A-Za-z0-9._-]*/)*[A-Za-z0-9_][A-Za-z0-9._-]*"))
                        .doesNotHaveDuplicates();
            }
        }
    }
}
