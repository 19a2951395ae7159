package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.io.Document;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl+C in the middle of what takes long, at moments by chance: the program ends with 130 and leaves nothing half done. */
@Tag("slow")
class CtrlCTest {

    private static final int INTERRUPTED = 130;
    private static final int ROUNDS = 6;

    /** A call that nobody interrupts takes about so long, in milliseconds. */
    private static final int LONGEST = 2_500;

    /** Enough that a trace of them takes a while. */
    private static final int REQUESTS = 2_000;

    private final Path folder;
    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);

    CtrlCTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Runs a command, presses Ctrl+C some time after its start, and gives the exit code. */
    private int interrupted(int mostMillis, String... command) throws IOException, InterruptedException {
        Process process = start(command);
        try {
            if (!process.waitFor(random.nextInt(mostMillis), TimeUnit.MILLISECONDS)) {
                interrupt(process);
            }
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                // whoever runs the tests in the background has its children ignore the signal
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.zmdev.cli.Main"));
        words.addAll(List.of(command));
        return new ProcessBuilder(words)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    /** Runs a command and presses Ctrl+C once a file is there; gives the exit code. */
    private int interruptedAt(Path there, String name, String... command) throws IOException, InterruptedException {
        Process process = start(command);
        try {
            while (process.isAlive() && !isThere(there, name)) {
                Thread.onSpinWait();
            }
            interrupt(process);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).as("it ends").isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Whether a file of that name, in which a star stands for anything, is in a folder that may not be there yet. */
    private static boolean isThere(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (var files = Files.newDirectoryStream(folder, name)) {
            return files.iterator().hasNext();
        }
    }

    private static void interrupt(Process process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    }

    /** The contents of a folder by name, empty where there is none. */
    private static SortedMap<String, String> contents(Path folder) throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    contents.put(folder.relativize(file).toString(), Files.readString(file));
                }
            }
        }
        return contents;
    }

    private String output() throws IOException {
        return "seed " + seed + "\n" + Files.readString(folder.resolve("output"));
    }

    @Test
    void applyHappensOrDoesNot() throws IOException, InterruptedException {
        Path configuration = Files.writeString(folder.resolve("one.json"), """
                { "format": "zmdev.config/1", "name": "one guest", "masks": { "freeAdapters": [5, 6] },
                  "mediatedDevices": [ { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1",
                    "type": "vfio_ap-passthrough", "adapters": [5, 6], "domains": [4, 6], "controlDomains": [4] } ] }
                """);
        String begun = Cli.run("plan", configuration, "--host", "sim:few").out();
        for (int round = 0; round < ROUNDS; round++) {
            Path state = folder.resolve("state" + round);
            String[] apply = {
                "apply", configuration.toString(), "--disturb", "--host", "sim:few", "--state", state.toString()
            };
            int exitCode = round % 2 == 0 ? interruptedAt(state, "journal.jsonl", apply) : interrupted(LONGEST, apply);
            assertThat(exitCode).as(output()).isIn(0, INTERRUPTED);
            Cli plan = Cli.run("plan", configuration, "--host", "sim:few", "--state", state);
            assertThat(plan.out()).as(output()).isIn(begun, "one guest on few: nothing to change.\n");
        }
    }

    @Test
    void anExportIsTheOldOneOrTheNewOne() throws IOException, InterruptedException {
        List<Path> configurations = new ArrayList<>();
        List<SortedMap<String, String>> exports = new ArrayList<>(List.of(new TreeMap<>()));
        for (String domain : List.of("4", "6")) {
            Path configuration = Files.writeString(folder.resolve(domain + ".json"), """
                    { "format": "zmdev.config/1", "name": "site", "mediatedDevices": [
                        { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1",
                          "type": "vfio_ap-passthrough", "adapters": [5], "domains": [%s] } ] }
                    """.formatted(domain));
            configurations.add(configuration);
            Path out = folder.resolve("whole" + domain);
            assertThat(Cli.run("export", configuration, "--to", "shell", "-o", out)
                            .exitCode())
                    .isZero();
            exports.add(contents(out));
        }
        Path out = folder.resolve("out");
        for (int round = 0; round < ROUNDS; round++) {
            String[] export = {"export", configurations.get(round % 2).toString(), "--to", "shell", "-o", out.toString()
            };
            int exitCode = round < 2 ? interruptedAt(out, ".zmdev*.new", export) : interrupted(LONGEST, export);
            assertThat(exitCode).as(output()).isIn(0, INTERRUPTED);
            assertThat(contents(out)).as(output()).isIn(exports);
        }
    }

    @Test
    void aTraceIsWholeOrNotThere() throws IOException, InterruptedException {
        String io = """
                { "do": "ssch", "orb": { "cpa": "0x1000", "fmt": 1, "pfch": true, "c64": true, "lpm": "0xff" } },
                { "do": "wait" }, { "do": "tsch" }
                """;
        Path scenario = Files.writeString(
                folder.resolve("many.json"), """
                { "format": "zmdev.scenario/1", "kind": "channel-io", "name": "many", "kernel": "6.12",
                  "transport": "region-eventfd", "channel": "qemu-css", "client": "qemu",
                  "device": { "model": "tn3270" }, "memory": { "size": "0x100000" },
                  "program": [
                    { "at": "0x1000", "ccws": [ { "cmd": "0xE4", "flags": ["SLI"], "count": 16, "address": "0x2000" } ] } ],
                  "requests": [ %s ] }
                """.formatted(String.join(",", Collections.nCopies(REQUESTS, io))));
        int exitCode = interruptedAt(
                folder, ".many.zmtrace*.new", "sim", "io", scenario.toString(), "--trace", "many.zmtrace");
        assertThat(exitCode).as(output()).isEqualTo(INTERRUPTED);
        assertThat(isThere(folder, "*.new")).isFalse();
        assertThat(folder.resolve("many.zmtrace")).doesNotExist();
    }

    @Test
    void aSweepGoesOnWhereItWasEnded() throws IOException, InterruptedException {
        Path scenario = folder.resolve("short.json");
        try (InputStream in = Document.class.getResourceAsStream("/io/zmdev/assets/scenarios/ap/ap-secure-key.json")) {
            String builtIn = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(scenario, builtIn.replace("\"replications\": 10", "\"replications\": 2"));
        }
        String[] sweep = {"sim", "ap", scenario.toString(), "--sweep", "-o", "results"};
        Path results = folder.resolve("results");
        assertThat(interruptedAt(results, "sweep.json", sweep)).as(output()).isEqualTo(INTERRUPTED);
        assertThat(contents(results).keySet()).containsExactly("sweep.json");

        Cli whole = Cli.run("sim", "ap", scenario, "--sweep", "-o", folder.resolve("whole"));
        assertThat(whole.exitCode()).isZero();
        assertThat(Cli.run("sim", "ap", scenario, "--sweep", "-o", results).exitCode())
                .isZero();
        assertThat(contents(results)).isEqualTo(contents(folder.resolve("whole")));
    }

    @Test
    void theDemoLeavesAWholeReportOrNone() throws IOException, InterruptedException {
        assertThat(Cli.run("demo", "--out", folder.resolve("whole")).exitCode()).isZero();
        SortedMap<String, String> whole = contents(folder.resolve("whole"));
        for (int round = 0; round < ROUNDS; round++) {
            Path out = folder.resolve("demo" + round);
            assertThat(interrupted(LONGEST, "demo", "--out", out.toString()))
                    .as(output())
                    .isIn(0, INTERRUPTED);
            assertThat(contents(out).keySet()).isSubsetOf(whole.keySet());
            for (String report : contents(out).values()) {
                assertThat(report).as(output()).hasSameSizeAs(whole.get("report.txt"));
            }
        }
    }

    @Test
    void watchingEnds() throws IOException, InterruptedException {
        Path state = folder.resolve("state");
        assertThat(interruptedAt(state, "host.json", "host", "watch", "--host", "sim:few", "--state", "state"))
                .as(output())
                .isEqualTo(INTERRUPTED);
        assertThat(Cli.run("host", "show", "--host", "sim:few", "--state", state)
                        .exitCode())
                .isZero();
        assertThat(isThere(state, "*.new")).isFalse();
    }
}
