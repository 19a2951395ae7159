package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRunCommandTest {

    private static final String UUID = "62177883-f1bb-47f0-914d-32a22e3a8804";

    @Test
    void aMachineWithoutTheDeviceIsRefusedInOneLine(@TempDir Path folder) {
        Path trace = folder.resolve("seen.jsonl");
        Cli run = Cli.run("live", "run", "sense-id", "--mdev", UUID, "--trace", trace);

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("ZM-UNSUPPORTED: ").hasLineCount(1);
        assertThat(Files.exists(trace)).isFalse();
    }

    @Test
    void aScenarioRunsInOnePlace() {
        assertThat(Cli.run("live", "run", "sense-id").err()).startsWith("ZM-USAGE: ");
        assertThat(Cli.run("live", "run", "sense-id", "--with-qemu", "--mdev", UUID)
                        .err())
                .startsWith("ZM-USAGE: ");
    }

    @Test
    void optionsOfADeviceAreNoneOfAGuest() {
        Cli run = Cli.run("live", "run", "sense-id", "--with-qemu", "--json");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("--mdev=UUID");
    }

    @Test
    void aUuidOfAnotherFormIsRefusedWithAnExample() {
        Cli run = Cli.run("live", "run", "sense-id", "--mdev", "0.0.0003");

        assertThat(run.exitCode()).isEqualTo(64);
        assertThat(run.err()).contains("'0.0.0003' is not a UUID such as " + UUID);
    }
}
