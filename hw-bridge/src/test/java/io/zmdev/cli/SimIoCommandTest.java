package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SimIoCommandTest {

    @Test
    void theTransportsAreComparedOnOneScenario() {
        Cli text = Cli.run("sim", "io", "sense-id", "--transports", "--text");
        Cli json = Cli.run("sim", "io", "sense-id", "--transports");

        assertThat(text.out())
                .contains("region-eventfd", "ioctl-user-translation", "ioctl", "eventfd-kick", "program-region")
                .contains("exits", "system calls", "bytes copied", "pages pinned", "ns blocked");
        assertThat(json.out()).contains("\"kind\": \"channel-io-transports\"", "\"blocked_ns\"");
    }

    @Test
    void theHashIsTheSameEachTime() {
        Cli first = Cli.run("sim", "io", "sense-id", "--hash");

        assertThat(first.out()).matches("[0-9a-f]{64} sense-id\n");
        assertThat(Cli.run("sim", "io", "sense-id", "--hash").out()).isEqualTo(first.out());
    }

    @Test
    void withoutAScenarioOnlyHashesArePrinted() {
        Cli cli = Cli.run("sim", "io");

        assertThat(cli.exitCode()).isEqualTo(64);
        assertThat(cli.err()).contains("needs a SCENARIO");
        assertThat(Cli.run("sim", "io", "--hash").out().lines()).hasSizeGreaterThan(50);
    }
}
