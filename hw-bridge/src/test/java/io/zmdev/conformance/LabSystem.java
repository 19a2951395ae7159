package io.zmdev.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A machine of the lab that stays, with systemd and udev; zmdev reaches it over SSH as a program of its own, with a user's keys. */
final class LabSystem implements AutoCloseable {

    /** A boot under a loaded processor takes two minutes. */
    private static final Duration LONGEST = Duration.ofMinutes(6);

    private final Path command;
    private final Path home;
    private final Map<String, String> environment;
    private final String address;

    /** What a program printed and how it ended. */
    record Ended(int exitCode, String output) {}

    private LabSystem(Path command, Path machine, Path home, Map<String, String> environment) {
        this.command = command;
        this.home = home;
        this.environment = environment;
        this.address = lab("up", machine.toString()).strip();
    }

    /**
     * Starts a machine.
     *
     * @param command the lab's command
     * @param machine its host definition
     * @param folder of the machine's files and of the user's home
     */
    static LabSystem start(Path command, Path machine, Path folder) throws IOException, InterruptedException {
        Path home = folder.resolve("home");
        Path ssh = Files.createDirectories(home.resolve(".ssh"));
        Files.deleteIfExists(ssh.resolve("id_ed25519"));
        Ended made = ended(new ProcessBuilder(
                "ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", ssh.resolve("id_ed25519") + ""));
        assertThat(made.exitCode()).as(made.output()).isZero();
        String cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        return new LabSystem(
                command,
                machine,
                home,
                Map.of("HOME", home + "", "XDG_CACHE_HOME", cache, "ZMDEV_LAB_RUN", folder.resolve("run") + ""));
    }

    /** As {@code --host} takes it. */
    String address() {
        return address;
    }

    /** Runs a shell command on the machine; its output. */
    String shell(String shellCommand) {
        return lab("ssh", shellCommand);
    }

    /** Runs zmdev until it ends. */
    Ended zmdev(String... words) throws IOException, InterruptedException {
        return ended(zmdevProcess(words));
    }

    /** Starts zmdev; nobody reads what it prints. */
    Process start(String... words) throws IOException {
        return zmdevProcess(words)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private ProcessBuilder zmdevProcess(String... words) {
        List<String> all = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Duser.home=" + home,
                "-cp",
                System.getProperty("java.class.path"),
                "io.zmdev.cli.Main"));
        all.addAll(List.of(words));
        return new ProcessBuilder(all).redirectErrorStream(true);
    }

    /** Starts the machine's system again and returns when it is up and udev has nothing left to do. */
    void reboot() throws InterruptedException {
        String before = bootId();
        shell("(sleep 1; reboot) >/dev/null 2>&1 &");
        await("the machine is up again", this::bootId, id -> !id.isEmpty() && !id.equals(before));
        shell("systemctl is-system-running --wait >/dev/null; udevadm settle -t 300");
    }

    /** Empty while nobody can log in. */
    private String bootId() {
        try {
            return shell("cat /proc/sys/kernel/random/boot_id").strip();
        } catch (AssertionError e) {
            return "";
        }
    }

    /** Asks again and again until the answer is right. */
    static String await(String what, Supplier<String> question, Predicate<String> isRight) throws InterruptedException {
        Instant end = Instant.now().plus(LONGEST);
        String answer = question.get();
        while (!isRight.test(answer)) {
            assertThat(Instant.now()).as("%s; at last:%n%s", what, answer).isBefore(end);
            Thread.sleep(Duration.ofSeconds(1));
            answer = question.get();
        }
        return answer;
    }

    private String lab(String... words) {
        List<String> all = new ArrayList<>(List.of(command.toString()));
        all.addAll(List.of(words));
        ProcessBuilder process = new ProcessBuilder(all).redirectError(ProcessBuilder.Redirect.INHERIT);
        process.environment().putAll(environment);
        try {
            Ended ended = ended(process);
            assertThat(ended.exitCode())
                    .as("%s:%n%s", words[words.length - 1], ended.output())
                    .isZero();
            return ended.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Ended ended(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), output);
    }

    @Override
    public void close() {
        lab("down");
    }
}
