package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimApCommandTest {

    private static final String SCENARIO = """
            { "format": "zmdev.scenario/1", "kind": "ap-requests", "name": "small",
              "machine": { "cards": [ { "id": 3, "type": "CEX8A" }, { "id": 4, "type": "CEX8A" } ], "usageDomains": [8] },
              "guests": [ { "name": "web", "virtual": { "adapters": { "0": [3, 4] }, "domains": { "0": [8] } },
                            "arrivals": { "process": "poisson", "rate": 5000 }, "mix": [ { "class": "CRT_2K" } ] } ],
              "policies": ["jsq", "random"], "replications": 2, "durationMs": 20, "warmupMs": 2,
              "sweep": { "factors": [0.5, 1.0], "seeds": [1] },
              "whatIf": [ { "do": "lose-card", "card": 4 } ] }
            """;

    private final Path folder;

    SimApCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aSweepThatWasEndedGoesOnAndGivesTheSameFiles() throws IOException {
        Path scenario = Files.writeString(folder.resolve("small.json"), SCENARIO);
        Path whole = folder.resolve("whole");
        Path resumed = folder.resolve("resumed");
        assertThat(Cli.run("sim", "ap", scenario, "--sweep", "-o", whole).exitCode())
                .isZero();
        assertThat(files(whole)).containsOnlyKeys("mean.svg", "p99.svg", "sweep.csv", "sweep.json");

        Path half = Files.writeString(
                folder.resolve("half.json"), SCENARIO.replace("\"factors\": [0.5, 1.0]", "\"factors\": [0.5]"));
        assertThat(Cli.run("sim", "ap", half, "--sweep", "-o", resumed).exitCode())
                .isZero();
        Cli rest = Cli.run("sim", "ap", scenario, "--sweep", "-o", resumed, "--text");
        assertThat(rest.exitCode()).isZero();
        assertThat(rest.out()).isEqualTo(files(whole).get("sweep.csv"));
        assertThat(files(resumed)).isEqualTo(files(whole));
    }

    @Test
    void aFolderWithAnotherSweepIsLeftAlone() throws IOException {
        Path scenario = Files.writeString(folder.resolve("small.json"), SCENARIO);
        Path results = folder.resolve("results");
        Cli.run("sim", "ap", scenario, "--sweep", "-o", results);
        Map<String, String> before = files(results);
        Files.writeString(scenario, SCENARIO.replace("\"rate\": 5000", "\"rate\": 6000"));
        Cli changed = Cli.run("sim", "ap", scenario, "--sweep", "-o", results);
        assertThat(changed.exitCode()).isEqualTo(65);
        assertThat(changed.err()).contains("/fingerprint", "the scenario was changed since");
        assertThat(files(results)).isEqualTo(before);
    }

    @Test
    void whatIfComparesEveryGuestBeforeAndAfter() throws IOException {
        Path scenario = Files.writeString(folder.resolve("small.json"), SCENARIO);
        Cli answer = Cli.run("sim", "ap", scenario, "--what-if", "--text");
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out())
                .contains("| jsq | as it is | card 04 is lost |")
                .containsPattern("\\| web \\| \\d+\\.\\d ± ");
    }

    @Test
    void aChangeOfWhatIsNotThereIsRefusedWithItsPlace() throws IOException {
        Path scenario =
                Files.writeString(folder.resolve("small.json"), SCENARIO.replace("\"card\": 4 }", "\"card\": 9 }"));
        Cli answer = Cli.run("sim", "ap", scenario, "--what-if");
        assertThat(answer.exitCode()).isEqualTo(65);
        assertThat(answer.err()).contains("/whatIf/0/card", "the machine has no card 09");
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(folder)) {
            for (Path path : paths.toList()) {
                files.put(path.getFileName().toString(), Files.readString(path));
            }
        }
        return files;
    }
}
