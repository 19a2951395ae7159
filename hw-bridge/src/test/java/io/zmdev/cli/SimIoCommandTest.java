package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimIoCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theTransportsAreComparedOnOneScenario() {
        Cli text = Cli.run("sim", "io", "sense-id", "--transports", "--text");
        Cli json = Cli.run("sim", "io", "sense-id", "--transports");

        assertThat(text.out())
                .contains("region-eventfd", "ioctl-user-translation", "ioctl", "eventfd-kick", "program-region")
                .contains("exits", "system calls", "bytes copied", "pages pinned", "ns blocked");
        assertThat(json.out()).contains("\"kind\": \"channel-io-transports\"", "\"blocked_ns\"");
    }

    @Test
    void theHashIsTheSameEachTime() {
        Cli first = Cli.run("sim", "io", "sense-id", "--hash");

        assertThat(first.out()).matches("[0-9a-f]{64} sense-id\n");
        assertThat(Cli.run("sim", "io", "sense-id", "--hash").out()).isEqualTo(first.out());
    }

    @Test
    void stepsAreFoundByWhatTheyDo() {
        Cli written = Cli.run("sim", "io", "sense-id", "--text", "--find", "written=guest 2000");
        Cli refused = Cli.run("sim", "io", "second-start", "--find", "cc=2");

        assertThat(written.out().lines()).hasSize(2);
        assertThat(written.out()).contains("command e4: 16 of 16 bytes moved");
        assertThat(refused.out()).contains("\"kind\": \"steps\"", "\"what\": \"cc 2 for the guest\"");
    }

    @Test
    void whatIsNoConditionIsRefused() {
        Cli cli = Cli.run("sim", "io", "sense-id", "--find", "cc=7");

        assertThat(cli.exitCode()).isEqualTo(64);
        assertThat(cli.err()).contains("'cc=7' is no condition", "written='guest 2000'");
    }

    @Test
    void withoutAScenarioOnlyHashesArePrinted() {
        Cli cli = Cli.run("sim", "io");

        assertThat(cli.exitCode()).isEqualTo(64);
        assertThat(cli.err()).contains("a SCENARIO is needed", "sense-id");
        assertThat(Cli.run("sim", "io", "--hash").out().lines()).hasSizeGreaterThan(50);
    }

    private Path scenario(String name, String model) throws IOException {
        try (InputStream in = Objects.requireNonNull(
                SimCommand.class.getResourceAsStream("/io/zmdev/assets/scenarios/" + name + ".json"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Files.writeString(
                    folder.resolve(name + ".json"),
                    text.replaceFirst(
                            "\"model\": \"[a-z0-9-]*\"", "\"model\": \"" + model + "\", \"store\": \"disk.store\""));
        }
    }

    @Test
    void aStoreKeepsWhatOneRunWroteForTheNext() throws IOException {
        Cli write = Cli.run("sim", "io", scenario("dasd-write-and-read-back", "dasd-3390-9"));
        byte[] store = Files.readAllBytes(folder.resolve("disk.store"));
        Cli read = Cli.run("sim", "io", scenario("dasd-read-block", "dasd-3390-9"));

        assertThat(write.exitCode()).as(write.err()).isZero();
        assertThat(read.exitCode()).as(read.err()).isZero();
        assertThat(read.out()).contains("5a".repeat(256));
        assertThat(Files.readAllBytes(folder.resolve("disk.store"))).isEqualTo(store);
    }

    @Test
    void aTapeIsKeptToo() throws IOException {
        Path tape = scenario("tape-write-and-read", "tape-3590");

        assertThat(Cli.run("sim", "io", tape).exitCode()).isZero();
        assertThat(Cli.run("sim", "io", tape).exitCode()).isZero();
        assertThat(folder.resolve("disk.store")).exists();
    }

    @Test
    void aFileThatIsNoSuchStoreIsRefusedAndStaysAsItIs() throws IOException {
        Path disk = scenario("dasd-write-and-read-back", "dasd-3390-9");
        Cli.run("sim", "io", disk);
        Path store = folder.resolve("disk.store");
        byte[] good = Files.readAllBytes(store);
        byte[] flipped = good.clone();
        flipped[good.length / 2] ^= 1;
        byte[] elsewhere = good.clone();
        ByteBuffer.wrap(elsewhere).putInt(36, 10_017 * 15);
        CRC32 crc = new CRC32();
        crc.update(elsewhere, 0, elsewhere.length - 4);
        ByteBuffer.wrap(elsewhere).putInt(elsewhere.length - 4, (int) crc.getValue());
        List<Map.Entry<byte[], String>> bad = List.of(
                Map.entry("precious".getBytes(StandardCharsets.UTF_8), "this is not a store"),
                Map.entry(new byte[0], "this is not a store"),
                Map.entry(Arrays.copyOf(good, good.length - 100), "the checksum is wrong"),
                Map.entry(flipped, "the checksum is wrong"),
                Map.entry(elsewhere, "track 150255 is not on a volume of 150255 tracks"));
        for (Map.Entry<byte[], String> entry : bad) {
            Files.write(store, entry.getKey());
            Cli cli = Cli.run("sim", "io", disk);

            assertThat(cli.exitCode()).isEqualTo(65);
            assertThat(cli.err()).contains("disk.store").contains(entry.getValue());
            assertThat(Files.readAllBytes(store)).isEqualTo(entry.getKey());
        }
        Files.write(store, good);
        Cli other = Cli.run("sim", "io", scenario("dasd-write-and-read-back", "dasd-3390-3"));
        assertThat(other.exitCode()).isEqualTo(65);
        assertThat(other.err()).contains("another device model");
    }

    @Test
    void aStoreLiesBesideTheScenarioAndNowhereElse() throws IOException {
        Path disk = scenario("dasd-write-and-read-back", "dasd-3390-9");
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Files.createSymbolicLink(folder.resolve("disk.store"), victim);
        Cli link = Cli.run("sim", "io", disk);
        Files.writeString(disk, Files.readString(disk).replace("disk.store", "../up.store"));
        Cli outside = Cli.run("sim", "io", disk);

        assertThat(link.exitCode()).isEqualTo(65);
        assertThat(link.err()).contains("regular file");
        assertThat(victim).hasContent("precious");
        assertThat(outside.exitCode()).isEqualTo(65);
        assertThat(outside.err()).contains("a plain file name is needed");
    }
}
