package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.testbed.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {

    private final Path folder;

    CompletionTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path script(String shell) throws IOException {
        return Files.writeString(
                folder.resolve("zmdev." + shell), Cli.run("completion", shell).out());
    }

    private List<String> run(String... command) {
        Tool.Outcome outcome = Tool.run(folder, Map.of(), List.of(command));
        assertThat(outcome.exitCode()).as(outcome.output()).isZero();
        return outcome.output().lines().toList();
    }

    private List<String> completedByBash(String... words) throws IOException {
        Tool.assumeInstalled("bash");
        return run(Stream.concat(
                        Stream.of(
                                "bash",
                                "-c",
                                "source %s; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _zmdev; printf '%%s\\n' \"${COMPREPLY[@]}\""
                                        .formatted(script("bash")),
                                "bash"),
                        Stream.of(words))
                .toArray(String[]::new));
    }

    @Test
    void bashCompletesVerbsAndTheOptionsOfTheVerbThatIsTyped() throws IOException {
        assertThat(completedByBash("zmdev", "ho")).containsExactly("host");
        assertThat(completedByBash("zmdev", "host", "")).contains("show", "capture", "--help");
        assertThat(completedByBash("zmdev", "host", "show", "--ho")).containsExactly("--host");
        assertThat(completedByBash("zmdev", "plan", "host", "--st")).containsExactly("--state");
    }

    @Test
    void shellcheckFindsNothingInTheScriptForBash() throws IOException {
        Tool.assumeInstalled("shellcheck");
        run("shellcheck", "-s", "bash", script("bash").toString());
    }

    @Test
    void fishCompletesVerbsAndOptions() throws IOException {
        Tool.assumeInstalled("fish");
        String script = script("fish").toString();
        assertThat(run("fish", "-c", "source " + script + "; complete -C 'zmdev ho'"))
                .singleElement()
                .asString()
                .startsWith("host\t");
        assertThat(run("fish", "-c", "source " + script + "; complete -C 'zmdev host show --ho'"))
                .anyMatch(line -> line.startsWith("--host\t"));
    }

    @Test
    void zshReadsItsScript() throws IOException {
        Tool.assumeInstalled("zsh");
        assertThat(run("zsh", "-n", script("zsh").toString())).isEmpty();
    }
}
