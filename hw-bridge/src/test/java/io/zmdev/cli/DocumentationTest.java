package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents say is so: every command line in them does what it is there for. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** A command in the text. */
    private static final Pattern COMMAND = Pattern.compile("`(?:\\./)?zmdev +([^`\n]+)`");

    /** A line in a block of code. */
    private static final Pattern LINE = Pattern.compile("^ *(?:\\./)?zmdev +(.+)");

    /** Verbs of the script for developers; CI runs them as they are. */
    private static final Set<String> SCRIPT = Set.of("test", "bench", "fuzz", "lab", "package", "coverage", "hercules");

    /** What begins or contains this is only looked at: verb and options must be known. */
    private static final Map<String, String> NEEDS = Map.of(
            "studio", "a display",
            "live run", "the lab",
            "--host local:", "a machine with AP or channel subsystem",
            "ssh://", "a host",
            "--sweep", "minutes");

    /** The exit code of a plan with changes. */
    private static final int DIFFERENT = 2;

    /** Placeholders, in commands that say how a verb is used. */
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<![\\w./-])[A-Z]{3,}(?![\\w])|…");

    private static final Pattern CONFIGURATION = Pattern.compile(
            "```json\n(\\s*\\{\\s+\"format\": \"zmdev.config/1\",\\s+\"name\": \"(\\w+)\".*?)```", Pattern.DOTALL);

    static List<Path> documents() throws IOException {
        List<Path> documents = new ArrayList<>(List.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")));
        try (Stream<Path> files = Files.list(ROOT.resolve("docs"))) {
            files.filter(file -> file.toString().endsWith(".md")).sorted().forEach(documents::add);
        }
        return documents;
    }

    /** The commands in their order, each without the program's name and a comment. */
    private static Set<String> commands(Path document) throws IOException {
        Set<String> commands = new LinkedHashSet<>();
        boolean block = false;
        for (String line : Files.readAllLines(document)) {
            if (line.strip().startsWith("```")) {
                block = !block;
            }
            Matcher matcher = (block ? LINE : COMMAND).matcher(line);
            while (matcher.find()) {
                String command = matcher.group(1).replaceFirst(" +#.*", "").strip();
                if (!SCRIPT.contains(command.split(" ", 2)[0])) {
                    commands.add(command);
                }
            }
        }
        return commands;
    }

    private static boolean isRun(String command) {
        return !PLACEHOLDER.matcher(command).find() && NEEDS.keySet().stream().noneMatch(command::contains);
    }

    private static List<String> words(String command) {
        return List.of(command.split(" +", -1));
    }

    /** The verb that a command begins with. */
    private static List<String> verb(List<String> command) {
        return MainTest.verbs()
                .filter(verb -> verb.size() <= command.size()
                        && command.subList(0, verb.size()).equals(verb))
                .reduce((shorter, longer) -> longer)
                .orElseThrow();
    }

    /** A folder with the program, with the configuration that docs/formats.md begins with, and with those of the document itself. */
    private static void prepare(Path folder, Path document) throws IOException {
        Matcher first = CONFIGURATION.matcher(Files.readString(ROOT.resolve("docs/formats.md")));
        assertThat(first.find()).isTrue();
        Files.writeString(folder.resolve("site.json"), first.group(1));
        Matcher own = CONFIGURATION.matcher(Files.readString(document));
        while (own.find()) {
            Files.writeString(folder.resolve(own.group(2) + ".json"), own.group(1));
        }
        Path program = Files.writeString(folder.resolve("zmdev"), """
                #!/bin/sh
                exec '%s/bin/java' -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp '%s' io.zmdev.cli.Main "$@"
                """.formatted(
                        System.getProperty("java.home"), System.getProperty("java.class.path")));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** What is wrong with the words of a command, whether it can be run here or not. */
    private static Optional<String> misuse(List<String> command) {
        List<String> verb = verb(command);
        if (verb.isEmpty() && !command.getFirst().matches("-.*|[A-Z]+")) {
            return Optional.of("there is no such verb");
        }
        String help = Cli.run(Stream.concat(verb.stream(), Stream.of("--help")).toArray())
                .out();
        return command.stream()
                .map(word -> word.replaceFirst("=.*", ""))
                .filter(word -> word.startsWith("--") && !help.contains(word))
                .findFirst()
                .map(option -> "there is no option " + option);
    }

    /** Each document in a folder of its own, its commands one after the other. */
    @ParameterizedTest
    @MethodSource("documents")
    @Tag("slow")
    void everyCommandLineRuns(Path document, @TempDir Path folder) throws IOException {
        prepare(folder, document);
        Map<String, String> failed = new LinkedHashMap<>();
        for (String command : commands(document)) {
            misuse(words(command)).ifPresent(why -> failed.put(command, why));
            // a verb alone is one that the text speaks of
            if (isRun(command) && !verb(words(command)).equals(words(command))) {
                Tool.Outcome outcome =
                        Tool.run(folder, Map.of("HOME", folder.toString()), List.of("sh", "-c", "./zmdev " + command));
                if (outcome.exitCode() != 0 && outcome.exitCode() != DIFFERENT) {
                    failed.put(command, outcome.output());
                }
            }
        }
        assertThat(failed).isEmpty();
    }

    @Test
    void everyTestThatTheThreatModelNamesIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(ROOT)) {
            tests = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .map(name -> name.replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        Matcher named =
                Pattern.compile("`(\\w+(?:Test|Rules))`").matcher(Files.readString(ROOT.resolve("docs/security.md")));
        List<String> missing = new ArrayList<>();
        while (named.find()) {
            if (!tests.contains(named.group(1))) {
                missing.add(named.group(1));
            }
        }
        assertThat(missing).isEmpty();
    }
}
