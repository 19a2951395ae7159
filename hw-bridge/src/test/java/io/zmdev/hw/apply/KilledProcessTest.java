package io.zmdev.hw.apply;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostUri;
import io.zmdev.hw.host.Hosts;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.service.Demo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own that gets kill -9 while it applies or rolls back, whenever: a rollback brings the old state. */
@Tag("slow")
class KilledProcessTest {

    private static final int ROUNDS = 8;

    /** Lines of the journal of a whole apply, about. */
    private static final int LINES = 24;

    private final long seed = System.nanoTime();
    private final SplittableRandom random = new SplittableRandom(seed);
    private final Path folder;
    private final Path state;
    private final Path configuration;

    KilledProcessTest(@TempDir Path folder) {
        this.folder = folder;
        this.state = folder.resolve("state");
        this.configuration = folder.resolve("site.json");
    }

    private Process start(String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.zmdev.cli.Main"));
        words.addAll(List.of(command));
        words.addAll(List.of("--host", "sim:lpar42", "--state", state.toString()));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
    }

    private int run(String... command) throws IOException, InterruptedException {
        return start(command).waitFor();
    }

    /** Kills it once the journal has so many lines, unless it ended before. */
    private boolean killed(int lines, String... command) throws IOException, InterruptedException {
        Process process = start(command);
        Path journal = state.resolve("journal.jsonl");
        while (process.isAlive()) {
            if (Files.exists(journal) && count(Files.readAllBytes(journal)) >= lines) {
                process.destroyForcibly();
            }
        }
        return process.waitFor() != 0;
    }

    private static int count(byte[] bytes) {
        int lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    private int lines() throws IOException {
        return count(Files.readAllBytes(state.resolve("journal.jsonl")));
    }

    private Map<String, String> machine() {
        try (HostAccess host = Hosts.open(new HostUri.BuiltIn("lpar42"), Optional.of(state), notice -> {})) {
            return CompareState.of(host);
        }
    }

    @Test
    void whateverMomentItIsKilledAtARollbackBringsTheOldState() throws IOException, InterruptedException {
        ConfigurationDocument.write(
                configuration, ConfigurationDocument.create(Demo.configuration()), Demo.configuration());
        Map<String, String> before = machine();
        int applies = 0;
        int rollbacks = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int begun = round == 0 ? 0 : lines();
            applies += killed(begun + random.nextInt(1, LINES), "apply", configuration.toString(), "--disturb") ? 1 : 0;
            rollbacks += killed(lines() + random.nextInt(1, LINES / 2), "rollback") ? 1 : 0;
            int status = run("rollback");
            assertThat(status)
                    .as("seed %d, round %d: %s", seed, round, output())
                    .isIn(0, 64);
            assertThat(machine()).as("seed %d, round %d", seed, round).isEqualTo(before);
        }
        System.out.printf(
                "killed (-9) %d applies and %d rollbacks of %d: old state each time%n", applies, rollbacks, ROUNDS);
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"), StandardCharsets.UTF_8);
    }
}
