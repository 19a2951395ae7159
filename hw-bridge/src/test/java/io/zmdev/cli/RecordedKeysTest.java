package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Master keys and serial numbers outlive that vfio_ap gets the queues. */
class RecordedKeysTest {

    private static final String HOST = """
            { "format": "zmdev.host/1", "name": "keys", "kernel": "6.12",
              "ap": { "cards": [ { "id": 5, "type": "CEX8C" }, { "id": 6, "type": "CEX8C" } ],
                      "usageDomains": [4], "controlDomains": [4],
                      "queues": [ { "apqn": "05.0004", "mkvp": "0x1111", "serial": "93AADHZU" },
                                  { "apqn": "06.0004", "mkvp": "0x2222", "serial": "93AADHZV" } ] } }
            """;
    private static final String CONFIGURATION = """
            { "format": "zmdev.config/1", "name": "keys", "masks": { "freeAdapters": [5, 6] },
              "mediatedDevices": [
                { "uuid": "c0ffee01-1111-4111-8111-000000000001", "name": "web1", "type": "vfio_ap-passthrough",
                  "adapters": [5, 6], "domains": [4], "controlDomains": [4] } ] }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void keysThatWouldBeZeroizedAreNamed() throws IOException {
        Path host = Files.writeString(folder.resolve("keys.json"), HOST);
        Path configuration = Files.writeString(folder.resolve("config.json"), CONFIGURATION);
        Cli refused = Cli.run("apply", configuration, "--host", "sim:" + host, "--state", folder.resolve("state"));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err())
                .contains("05.0004 leaves the host's drivers and is zeroized, with master keys (AES CUR)")
                .contains("06.0004 leaves the host's drivers");
    }

    @Test
    void queuesOfVfioApAreStillKnownToHaveDifferentKeys() throws IOException {
        Path host = Files.writeString(folder.resolve("keys.json"), HOST);
        Path configuration = Files.writeString(folder.resolve("config.json"), CONFIGURATION);
        Path state = folder.resolve("state");
        assertThat(Cli.run("apply", configuration, "--disturb", "--host", "sim:" + host, "--state", state)
                        .exitCode())
                .isZero();

        assertThat(Cli.run("validate", configuration, "--host", "sim:" + host, "--state", state)
                        .out())
                .contains("2 different master keys");
        assertThat(Cli.run("host", "show", "--json", "--host", "sim:" + host, "--state", state)
                        .out())
                .contains("recordedMkvps")
                .contains("0x1111")
                .contains("93AADHZV");
        Path bundle = folder.resolve("keys.tar.gz");
        assertThat(Cli.run("host", "capture", "--host", "sim:" + host, "--state", state, "-o", bundle)
                        .exitCode())
                .isZero();
        assertThat(Cli.run("host", "show", "--json", "--host", "bundle:" + bundle)
                        .out())
                .contains("recordedMkvps")
                .contains("0x2222");
    }
}
