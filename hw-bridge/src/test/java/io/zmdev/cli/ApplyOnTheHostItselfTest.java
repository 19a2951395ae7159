package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A configuration is applied, confirmed and taken back on an s390x machine by zmdev on that machine, on the real kernel of the lab
 * and without JavaFX. One boot for all of it.
 */
@Tag("lab")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplyOnTheHostItselfTest {

    private static final String CONFIGURATION = """
            {
              "format": "zmdev.config/1",
              "name": "a guest and a terminal",
              "masks": { "freeAdapters": [5, 6] },
              "mediatedDevices": [
                { "uuid": "5b1d0c1e-0001-4000-8000-00000000a001", "name": "web1", "type": "vfio_ap-passthrough",
                  "adapters": [5, 6], "domains": [4], "controlDomains": [4, "0x50"] },
                { "uuid": "5b1d0c1e-0004-4000-8000-00000000c001", "name": "terminal", "type": "vfio_ccw-io",
                  "subchannel": "0.0.0003" }
              ],
              "guests": []
            }
            """;

    private static final String SHOW = "host show --json --host local:";

    private static final List<String> CALLS = List.of(
            SHOW,
            "apply CONFIG --host local: --yes",
            "apply CONFIG --host local: --yes --disturb --confirm-within 30m",
            "confirm --host local:",
            SHOW,
            "plan CONFIG --host local:",
            "rollback --host local:",
            SHOW,
            "plan CONFIG --host local:");

    private final LabProgram program = new LabProgram(
            Path.of(System.getProperty("basedir", "."), "target/local").toAbsolutePath());

    @BeforeAll
    void callThemAllInTheLab() throws IOException {
        program.clear();
        Files.write(program.files().resolve("calls"), CALLS);
        Files.writeString(program.files().resolve("config.json"), CONFIGURATION);
        program.run(LocalCalls.class);
    }

    @Test
    void queuesThatMayHoldMasterKeysAreNotTakenUnasked() throws IOException {
        assertThat(exitCode(1)).as(printed(1)).isEqualTo("3");
        assertThat(printed(1)).contains("ZM-DISTURB");
    }

    @Test
    void whatIsAppliedAndConfirmedIsThere() throws IOException {
        assertThat(exitCode(2)).as(printed(2)).isEqualTo("0");
        assertThat(exitCode(3)).as(printed(3)).isEqualTo("0");
        assertThat(printed(4)).contains("5b1d0c1e-0001-4000-8000-00000000a001", "5b1d0c1e-0004-4000-8000-00000000c001");
        assertThat(printed(5)).contains("nothing to change");
    }

    @Test
    void whatIsRolledBackIsAsBefore() throws IOException {
        assertThat(exitCode(6)).as(printed(6)).isEqualTo("0");
        assertThat(withoutModulesAndRecords(printed(7))).isEqualTo(withoutModulesAndRecords(printed(0)));
        assertThat(exitCode(8)).as(printed(8)).isEqualTo("2");
    }

    /** The kernel keeps modules that were loaded, and the host what was recorded of queues. */
    private static String withoutModulesAndRecords(String machine) {
        return machine.replaceAll("\"modules\": \\[[^]]*\\]", "").replaceAll(",\\s*\"recordedMkvps\": \"[^\"]*\"", "");
    }

    private String exitCode(int call) throws IOException {
        return Files.readString(program.out().resolve(call + ".exit"));
    }

    private String printed(int call) throws IOException {
        return Files.readString(program.out().resolve(call + ".out"))
                + Files.readString(program.out().resolve(call + ".err"));
    }
}
