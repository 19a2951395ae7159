package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimMmioCommandTest {

    @TempDir
    private Path folder = Path.of("");

    private Path trace(String scenario) {
        Path file = folder.resolve(scenario + ".jsonl");
        Cli cli = Cli.run("sim", "mmio", scenario, "--trace", file);
        assertThat(cli.exitCode()).as(cli.err()).isZero();
        return file;
    }

    @Test
    void hashesAreThoseOfTheLibrary() {
        assertThat(Cli.run("sim", "mmio", "mmio-paths", "--hash").out()).matches("[0-9a-f]{64} mmio-paths\n");
        assertThat(Cli.run("sim", "mmio", "--hash").out().lines()).hasSizeGreaterThanOrEqualTo(19);
        assertThat(Cli.run("sim", "mmio").exitCode()).isEqualTo(64);
    }

    @Test
    void tracesAreComparedAndExported() throws IOException {
        Path validated = trace("mmio-validate-map-request");
        Path collided = trace("mmio-identity-collision");
        Path csv = folder.resolve("trace.csv");

        assertThat(Cli.run("trace", "compare", validated, validated).exitCode()).isZero();
        Cli compared = Cli.run("trace", "compare", validated, collided);
        assertThat(compared.exitCode()).isEqualTo(2);
        assertThat(compared.out()).contains("First difference");
        assertThat(Cli.run("trace", "export", collided, "--to", "csv", "-o", csv)
                        .exitCode())
                .isZero();
        assertThat(Files.readString(csv)).contains(",P5,");
        assertThat(Cli.run("trace", "export", collided, "--to", "perfetto", "-o", folder.resolve("trace.json"))
                        .exitCode())
                .isZero();
    }

    @Test
    void aTraceOfAnotherKindIsRefused() {
        Path channelIo = folder.resolve("sense-id.jsonl");
        Cli.run("sim", "io", "sense-id", "--trace", channelIo);
        Cli refused = Cli.run("trace", "compare", trace("mmio-paths"), channelIo);

        assertThat(refused.exitCode()).isEqualTo(65);
        assertThat(refused.err()).contains("traces of one kind");
    }
}
