package io.zmdev.sim.host;

import io.zmdev.io.HostDocument;
import io.zmdev.model.host.HostDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The sysfs scripts that were recorded on a real Linux 6.12.117, and the machines that they ran on. */
final class Recordings {

    private static final Path ROOT = root();

    private Recordings() {}

    /** The names of the scripts, sorted. */
    static List<String> scripts() {
        try (Stream<Path> files = Files.list(ROOT.resolve("sysfs"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sysfs"))
                    .map(name -> name.substring(0, name.length() - ".sysfs".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String script(String name) {
        return text(ROOT.resolve("sysfs").resolve(name + ".sysfs"));
    }

    static List<String> answers(String name) {
        return text(ROOT.resolve("sysfs").resolve(name + ".expected.jsonl"))
                .lines()
                .toList();
    }

    /** The machine that a script ran on: the first word of its name. */
    static HostDefinition hostOf(String script) {
        return host(script.substring(0, script.indexOf('-')));
    }

    static HostDefinition host(String name) {
        return HostDocument.read(ROOT.resolve("hosts").resolve(name + ".json"));
    }

    /** The script that brings a fresh machine into the state of its recorded tree. */
    static String treeSetup(String host) {
        return text(ROOT.resolve("trees").resolve(host + ".sysfs"));
    }

    /** A recorded tree: path to {@code link}, {@code text} or {@code errno}, a tab, and what it shows. */
    static Map<String, String> tree(String host) {
        return text(ROOT.resolve("trees").resolve(host + ".tsv"))
                .lines()
                .map(line -> line.split("\t", 3))
                .collect(Collectors.toMap(fields -> fields[0], fields -> fields[1] + "\t" + unescape(fields[2])));
    }

    /** The operations whose uevents were recorded. */
    static String ueventScript(String host) {
        return text(ROOT.resolve("uevents").resolve(host + ".sysfs"));
    }

    /** The uevents that the operations led to, in order. */
    static List<String> uevents(String host) {
        return text(ROOT.resolve("uevents").resolve(host + ".txt")).lines().toList();
    }

    private static String unescape(String text) {
        return text.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        try {
            return Path.of(Recordings.class.getResource("/recordings").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
