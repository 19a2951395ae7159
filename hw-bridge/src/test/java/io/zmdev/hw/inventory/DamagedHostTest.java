package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.HostUri;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.Damage;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.css.Subchannel;
import io.zmdev.plan.Planner;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Validator;
import io.zmdev.service.Session;
import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A host with damaged files: each is named, what it is about is left alone, and everything else works. */
class DamagedHostTest {

    private static final String ONE = "c0ffee01-1111-4111-8111-000000000001";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** An emulated machine as the folder of its bundle, with adapters 05 and 06 and subchannels that are free. */
    @BeforeEach
    void capture() {
        Path bundle = folder.resolve("host.tar.gz");
        try (Session session = Session.open(HostUri.parse("sim:lpar42"), Optional.empty(), notice -> {})) {
            session.capture(bundle);
        }
        Tool.Outcome unpacked = Tool.run(folder, "tar", "xzf", "host.tar.gz");
        assertThat(unpacked.exitCode()).as(unpacked.output()).isZero();
        assertThat(bundle.toFile().delete()).isTrue();
    }

    private Machine read(List<String> notices) throws IOException {
        Files.writeString(folder.resolve("MANIFEST.tsv"), "");
        try (Session session = Session.open(new HostUri.Bundle(folder), Optional.empty(), notices::add)) {
            return session.machine();
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path.substring(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
    }

    private static Configuration taking(String masksAndDevices) {
        return ConfigurationDocument.parse(
                        "test",
                        "{ \"format\": \"zmdev.config/1\", \"name\": \"test\", %s }"
                                .formatted(masksAndDevices)
                                .getBytes(StandardCharsets.UTF_8))
                .value();
    }

    private static Configuration matrix(int adapter) {
        return taking("""
                "masks": { "freeAdapters": [%1$d] }, "mediatedDevices": [
                { "uuid": "%2$s", "name": "web1", "type": "vfio_ap-passthrough", "adapters": [%1$d], "domains": [4] } ]
                """.formatted(adapter, ONE));
    }

    private static Configuration disk(String subchannel) {
        return taking("""
                "mediatedDevices": [ { "uuid": "%s", "name": "disk", "type": "vfio_ccw-io", "subchannel": "%s" } ]
                """.formatted(ONE, subchannel));
    }

    private static List<String> damages(Machine machine, Configuration configuration) {
        return Validator.validate(configuration, machine).stream()
                .filter(finding -> finding.rule().equals("damaged"))
                .map(Finding::message)
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /sys/bus/ap/devices/card05/type     | garbage
            /sys/bus/ap/devices/card05/online   | yes
            /sys/bus/ap/devices/card05/config   | 2
            /sys/bus/ap/devices/05.0004/online  | \u001b[31m
            /var/lib/zmdev/queues/card05.json   | {
            /var/lib/zmdev/queues/card05.json   | { "format": "zmdev.queues/1", "queues": [ { "apqn": "x" } ] }
            """)
    void aDamagedCardIsLeftAloneAndTheOthersAreNot(String path, String text) throws IOException {
        write(path, text + "\n");
        List<String> notices = new ArrayList<>();
        Machine machine = read(notices);
        assertThat(machine.damages()).extracting(Damage::path).containsExactly(path);
        assertThat(notices).singleElement().asString().contains(path);
        assertThat(damages(machine, matrix(5)))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message).contains(path, "left alone"));
        assertThat(damages(machine, matrix(6))).isEmpty();
        assertThat(Planner.plan(machine, matrix(6)).steps()).isNotEmpty();
    }

    @Test
    void entriesThatNoKernelMakesAreNamedAndNothingElseIsMissing() throws IOException {
        Machine whole = read(new ArrayList<>());
        for (String entry : List.of(
                "/sys/bus/ap/devices/cardXX/online",
                "/sys/bus/ap/devices/card/online",
                "/sys/bus/ap/devices/zz.0004/online",
                "/sys/bus/ap/devices/\u00ff\u00fe/online",
                "/sys/bus/css/devices/0.0.zzzz/type",
                "/sys/devices/css0/chp0.zz/status")) {
            write(entry, "1\n");
        }
        Machine machine = read(new ArrayList<>());
        assertThat(machine.damages()).hasSize(6);
        assertThat(machine.ap().map(ApBus::cards)).isEqualTo(whole.ap().map(ApBus::cards));
        assertThat(machine.css().subchannels()).isEqualTo(whole.css().subchannels());
        assertThat(Planner.plan(machine, matrix(5))).isEqualTo(Planner.plan(whole, matrix(5)));
    }

    @Test
    void aBusOfWhichTheLimitsOrMasksAreDamagedIsLeftAloneAndSubchannelsAreNot() throws IOException {
        String free = freeSubchannel(read(new ArrayList<>()));
        for (String attribute : List.of("ap_max_adapter_id", "ap_max_domain_id", "apmask", "ap_adapter_mask")) {
            String path = "/sys/bus/ap/" + attribute;
            String before = Files.readString(folder.resolve(path.substring(1)));
            write(path, "garbage\n");
            Machine machine = read(new ArrayList<>());
            assertThat(damages(machine, matrix(5))).as(attribute).isNotEmpty();
            assertThat(Validator.refused(Validator.validate(matrix(5), machine)))
                    .isTrue();
            assertThat(Planner.plan(machine, disk(free)).steps()).isNotEmpty();
            write(path, before);
        }
    }

    @ParameterizedTest
    @CsvSource({"type,x", "pimpampom,80 80", "chpids,40", "dev_busid,0.0.x"})
    void aDamagedSubchannelIsLeftAlone(String attribute, String text) throws IOException {
        Machine whole = read(new ArrayList<>());
        String free = freeSubchannel(whole);
        String path = "/sys/bus/css/devices/" + free + "/" + attribute;
        write(path, text + "\n");
        Machine machine = read(new ArrayList<>());
        assertThat(damages(machine, disk(free))).singleElement().asString().contains(path);
        assertThat(Planner.plan(machine, matrix(5)).steps()).isNotEmpty();
    }

    /** Its device may be any other's, so that of none without a device is anything known. */
    @Test
    void aDeviceWithoutAPlaceIsOfNoSubchannelForSure() throws IOException {
        Files.delete(folder.resolve("sys/bus/ccw/devices").resolve(device(freeSubchannel(read(new ArrayList<>())))));
        Machine machine = read(new ArrayList<>());
        assertThat(machine.damages()).isEmpty();
        Files.createDirectories(folder.resolve("sys/devices/elsewhere/0.0.4711"));
        Files.createSymbolicLink(
                folder.resolve("sys/bus/ccw/devices/0.0.4711"), Path.of("../../../devices/elsewhere/0.0.4711"));
        Machine stray = read(new ArrayList<>());
        assertThat(stray.damages())
                .singleElement()
                .satisfies(damage -> assertThat(damage.sentence()).contains("0.0.4711: it lies below no subchannel"));
        assertThat(stray.css().subchannels())
                .filteredOn(subchannel ->
                        subchannel.driver().orElse(Optional.empty()).isPresent())
                .anySatisfy(
                        subchannel -> assertThat(subchannel.holders().isKnown()).isFalse());
    }

    @Test
    void aDeviceThatLostItsSubchannelIsNoDamage() throws IOException {
        Files.createDirectories(folder.resolve("sys/devices/css0/defunct/0.0.4711"));
        Files.createSymbolicLink(
                folder.resolve("sys/bus/ccw/devices/0.0.4711"), Path.of("../../../devices/css0/defunct/0.0.4711"));
        assertThat(read(new ArrayList<>()).damages()).isEmpty();
    }

    @Test
    void aMediatedDeviceOfAnotherDriverHasAUuidAndNothingElseOfOurs() throws IOException {
        Files.createDirectories(folder.resolve("sys/devices/virtual/mtty/mtty/" + ONE));
        Files.createDirectories(folder.resolve("sys/bus/mdev/devices"));
        Files.createSymbolicLink(
                folder.resolve("sys/bus/mdev/devices/" + ONE), Path.of("../../../devices/virtual/mtty/mtty/" + ONE));
        Machine machine = read(new ArrayList<>());
        assertThat(machine.damages()).isEmpty();
        assertThat(Validator.validate(matrix(5), machine))
                .anySatisfy(finding -> assertThat(finding.message()).contains(ONE, "a device of the parent mtty"));
        assertThat(Planner.plan(machine, Configuration.empty("none"))
                        .fingerprint()
                        .toString())
                .contains(ONE);
    }

    @Test
    void aMediatedDeviceThatCannotBeToldMayHaveEverything() throws IOException {
        Files.createDirectories(folder.resolve("sys/bus/mdev/devices/garbage"));
        Machine machine = read(new ArrayList<>());
        assertThat(damages(machine, matrix(5))).singleElement().asString().contains("/sys/bus/mdev/devices/garbage");
        assertThat(damages(machine, disk(freeSubchannel(machine)))).hasSize(1);
        assertThat(damages(machine, taking("\"masks\": { \"freeAdapters\": [5] }")))
                .isEmpty();
    }

    /** Any byte of any file: the machine is read, and what changed by it is named. */
    @Test
    void whateverByteOfTheHostIsDamagedTheHostIsRead() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("sys"))) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (int seed = 0; seed < 150; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Path file = files.get(random.nextInt(files.size()));
            byte[] before = Files.readAllBytes(file);
            byte[] damaged = new byte[random.nextInt(40)];
            random.nextBytes(damaged);
            Files.write(file, damaged);
            Machine machine = read(new ArrayList<>());
            assertThat(machine.name()).as("seed %d: %s", seed, file).isNotEmpty();
            Validator.validate(matrix(5), machine);
            Files.write(file, before);
        }
    }

    private static String freeSubchannel(Machine machine) {
        return machine.css().subchannels().stream()
                .filter(subchannel -> subchannel.holders().orElse(List.of()).isEmpty())
                .filter(subchannel -> subchannel.driver().get().equals(Optional.of("io_subchannel")))
                .filter(subchannel -> subchannel.device().get().isPresent())
                .map(Subchannel::id)
                .findFirst()
                .orElseThrow()
                .toString();
    }

    private String device(String subchannel) throws IOException {
        return Files.readString(folder.resolve("sys/bus/css/devices/" + subchannel + "/dev_busid"))
                .strip();
    }
}
