package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceCompareCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private Path left = Path.of("");
    private Path right = Path.of("");
    private Path picture = Path.of("");

    @BeforeEach
    void simulate() {
        left = folder.resolve("left.jsonl");
        right = folder.resolve("right.jsonl");
        picture = folder.resolve("both.svg");
        Cli.run("sim", "io", "sense-id", "--trace", left.toString());
        Cli.run("sim", "io", "data-chaining", "--trace", right.toString());
    }

    @Test
    void theFirstRequestThatDiffersIsDrawnSideBySide() throws IOException {
        Cli cli = Cli.run("trace", "compare", left.toString(), right.toString(), "--svg", picture.toString());

        assertThat(cli.exitCode()).isEqualTo(2);
        assertThat(Files.readString(picture)).contains("Request 0", "left.jsonl", "right.jsonl", ">Q3<", ">K5<");
    }

    @Test
    void aRequestThatNeitherTraceHasIsRefusedAndNothingIsWritten() {
        Cli cli = Cli.run(
                "trace", "compare", left.toString(), right.toString(), "--request", "77", "--svg", picture.toString());

        assertThat(cli.exitCode()).isEqualTo(64);
        assertThat(cli.err()).contains("neither trace has a request 77");
        assertThat(picture).doesNotExist();
    }
}
