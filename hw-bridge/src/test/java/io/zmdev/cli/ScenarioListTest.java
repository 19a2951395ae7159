package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScenarioListTest {

    @ParameterizedTest
    @CsvSource({"io, sense-id", "mmio, mmio-paths", "ap, ap-shared-cards"})
    void everyBuiltInScenarioIsListedWithWhatItTeaches(String simulation, String scenario) {
        Cli text = Cli.run("sim", simulation, "--list");
        Cli json = Cli.run("sim", simulation, "--list", "--json");

        assertThat(text.exitCode()).isZero();
        assertThat(text.out().lines().skip(1)).allMatch(line -> line.matches("[a-z0-9-]+ {2,}\\S.*\\S"));
        assertThat(text.out()).contains("\n" + scenario + "  ");
        assertThat(json.out()).contains("\"kind\": \"scenarios\"", "\"name\": \"" + scenario + "\"");
        assertThat(json.out().lines().filter(line -> line.contains("\"note\": ")))
                .hasSize((int) text.out().lines().count() - 1);
    }

    @ParameterizedTest
    @CsvSource({"io", "mmio", "ap"})
    void whoNamesNoScenarioIsToldOfTheList(String simulation) {
        Cli cli = Cli.run("sim", simulation);

        assertThat(cli.exitCode()).isEqualTo(64);
        assertThat(cli.err()).contains("a SCENARIO is needed", "--list");
    }
}
