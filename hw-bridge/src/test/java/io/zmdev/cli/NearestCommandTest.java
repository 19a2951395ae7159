package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NearestCommandTest {

    private static final String HOST = """
            { "format": "zmdev.host/1", "name": "shared", "kernel": "6.12", "apType": "virtual",
              "ap": { "maxAdapter": 255, "maxDomain": 84,
                      "cards": [ { "id": 3, "type": "CEX8A" }, { "id": 5, "type": "CEX8A" }, { "id": 9, "type": "CEX8A" } ],
                      "usageDomains": [4], "controlDomains": [4] },
              "modules": ["ap", "vfio_ap"] }
            """;

    private final Path folder;
    private final String host;

    NearestCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        this.host = "sim:" + Files.writeString(folder.resolve("shared.json"), HOST);
    }

    @Test
    void guestsThatShareADomainDivideItsCards() throws IOException {
        Path proposal = folder.resolve("passthrough.json");
        Cli answer = Cli.run("nearest", configuration(2), "--host", host, "-o", proposal);
        assertThat(answer.exitCode()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("guest0", "guest1", "Nothing nearer exists.");
        assertThat(Files.readString(proposal)).contains("vfio_ap-passthrough").doesNotContain("vfio_ap-virtual");

        String passthroughHost = "sim:"
                + Files.writeString(
                        folder.resolve("passthrough-host.json"), HOST.replace("\"virtual\"", "\"passthrough\""));
        Cli plan = Cli.run("plan", proposal, "--host", passthroughHost);
        assertThat(plan.exitCode()).as(plan.out() + plan.err()).isEqualTo(2);
    }

    @Test
    void tooManyGuestsAreRefusedByName() throws IOException {
        Cli answer = Cli.run("nearest", configuration(4), "--host", host);
        assertThat(answer.exitCode()).isEqualTo(3);
        assertThat(answer.err())
                .contains("guest0, guest1, guest2, guest3 can't all be served", "4 queues", "there are 3");
    }

    @Test
    void aConfigurationWithoutVirtualDevicesHasNothingToPropose() throws IOException {
        Cli answer = Cli.run("nearest", configuration(0), "--host", host);
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.err()).contains("no device is virtual");
    }

    private Path configuration(int guests) throws IOException {
        StringBuilder devices = new StringBuilder();
        for (int i = 0; i < guests; i++) {
            devices.append(i == 0 ? "" : ",").append("""
                    { "uuid": "00000000-0000-4000-8000-00000000000%d", "name": "guest%d", "type": "vfio_ap-virtual",
                      "policy": "shortest-delay", "adapters": { "4": [3, 5, 9] }, "domains": { "0": [4] } }
                    """.formatted(i, i));
        }
        return Files.writeString(folder.resolve("site.json"), """
                { "format": "zmdev.config/1", "name": "site", "mediatedDevices": [ %s ], "guests": [] }
                """.formatted(devices));
    }
}
