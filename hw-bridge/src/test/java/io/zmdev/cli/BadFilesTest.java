package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.HostDocument;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file that a verb reads, damaged: one line with file and place, exit code 65, and nothing is written. */
class BadFilesTest {

    private static final String CONFIGURATION = """
            { "format": "zmdev.config/1", "name": "one guest", "masks": { "freeAdapters": [5] },
              "mediatedDevices": [
                { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1", "type": "vfio_ap-passthrough",
                  "adapters": [5], "domains": [4] } ] }
            """;

    private static final String SCENARIO = """
            { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "sense-id", "kernel": "6.12",
              "transport": "region-eventfd", "channel": "qemu-css", "device": { "model": "tn3270" },
              "memory": { "size": "0x100000" },
              "program": [{ "at": "0x1000",
                            "ccws": [{ "cmd": "0xE4", "flags": ["SLI"], "count": 16, "address": "0x2000" }] }],
              "requests": [{ "do": "ssch", "orb": { "cpa": "0x1000", "fmt": 1, "pfch": true, "lpm": "0x80" } }] }
            """;

    @TempDir
    private Path folder = Path.of("");

    /** What can happen to a file, and what the message must say. */
    private record Damage(String name, String message, UnaryOperator<String> change) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Damage> damages() {
        return List.of(
                new Damage("empty", "the file is empty", text -> ""),
                new Damage("truncated", "the file ends in the middle", text -> text.substring(0, text.length() / 2)),
                new Damage("of another version", "at /format: version '", text -> text.replaceFirst("/1\"", "/9\"")),
                new Damage(
                        "of another format",
                        "at /format: this is a 'zmdev.other/1' document",
                        text -> text.replaceFirst("zmdev\\.[a-z]+/1", "zmdev.other/1")),
                new Damage("not UTF-8", "byte 0 is not UTF-8", text -> "\u00ff" + text),
                new Damage("not JSON", "this is not JSON", text -> "name = production"),
                new Damage(
                        "a key twice", "the key stands twice", text -> text.replaceFirst("\\{", "{ \"name\": \"a\",")),
                new Damage(
                        "a number for a name",
                        "at /name: a string is needed",
                        text -> text.replaceFirst("\"name\": *\"[^\"]*\"", "\"name\": 7")));
    }

    /** A verb with the file that it reads; FILE stands for it, STATE for a state folder. */
    private record Use(String words, String text) {}

    private static List<Use> uses() throws IOException {
        String host = new String(HostDocument.bytes(few()), StandardCharsets.UTF_8);
        return List.of(
                new Use("validate FILE --host sim:few --state STATE", CONFIGURATION),
                new Use("plan FILE --host sim:few --state STATE", CONFIGURATION),
                new Use("apply FILE --host sim:few --state STATE", CONFIGURATION),
                new Use("explain 05.0004 --config FILE --host sim:few --state STATE", CONFIGURATION),
                new Use("host show --host sim:FILE --state STATE", host),
                new Use("sim io FILE", SCENARIO));
    }

    private static Path few() throws IOException {
        Path file = Files.createTempFile("few", ".json");
        try (var in = HostDocument.class.getResourceAsStream("/io/zmdev/assets/hosts/few.json")) {
            Files.write(file, java.util.Objects.requireNonNull(in).readAllBytes());
        }
        file.toFile().deleteOnExit();
        return file;
    }

    static Stream<Arguments> damagedUses() throws IOException {
        List<Arguments> cases = new ArrayList<>();
        for (Use use : uses()) {
            for (Damage damage : damages()) {
                cases.add(Arguments.of(use.words(), damage, use.text()));
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("damagedUses")
    void aDamagedFileIsRefusedAndNothingIsWritten(String words, Damage damage, String text) throws IOException {
        Path file = folder.resolve("damaged.json");
        Files.write(file, damage.change.apply(text).getBytes(StandardCharsets.ISO_8859_1));
        Object[] args = Stream.of(words.split(" ", -1))
                .map(word -> word.replace("FILE", file.toString())
                        .replace("STATE", folder.resolve("state").toString()))
                .toArray();
        Cli cli = Cli.run(args);
        assertThat(cli.err()).startsWith("ZM-FILE: " + file).contains(damage.message);
        assertThat(cli.err().lines()).hasSize(1);
        assertThat(cli.exitCode()).isEqualTo(65);
        assertThat(cli.out()).isEmpty();
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }
}
