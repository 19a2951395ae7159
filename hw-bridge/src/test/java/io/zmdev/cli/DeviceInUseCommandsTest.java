package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that the host uses, asked for on the command line. */
class DeviceInUseCommandsTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private Path taking(String subchannel) throws IOException {
        return Files.writeString(folder.resolve(subchannel + ".json"), """
                { "format": "zmdev.config/1", "name": "disks",
                  "mediatedDevices": [
                    { "uuid": "cc000000-2222-4222-8222-000000000001", "name": "disk", "type": "vfio_ccw-io",
                      "subchannel": "%s" } ] }
                """.formatted(subchannel));
    }

    private Cli onBusy(Object... words) {
        Object[] args = java.util.Arrays.copyOf(words, words.length + 4);
        args[words.length] = "--host";
        args[words.length + 1] = "sim:busy";
        args[words.length + 2] = "--state";
        args[words.length + 3] = folder.resolve("state");
        return Cli.run(args);
    }

    @Test
    void theRootDeviceIsRefusedWithAllItsHoldersAndByForceToo() throws IOException {
        for (Object[] words : new Object[][] {
            {"plan", taking("0.0.0310")},
            {"apply", taking("0.0.0310")},
            {"plan", taking("0.0.0310"), "--force"},
            {"apply", taking("0.0.0310"), "--force"}
        }) {
            Cli refused = onBusy(words);
            assertThat(refused.exitCode()).isEqualTo(3);
            assertThat(refused.err())
                    .contains("0.0.2b06")
                    .contains("dasda1 is mounted on /boot")
                    .contains("dasda2 is under the logical volume vg0-root")
                    .contains("vg0-root is mounted on /.");
        }
    }

    @Test
    void aMountedDiskIsRefusedAndPlannedByForceButADasdThatIsOpenStaysOnline() throws IOException {
        Cli refused = onBusy("apply", taking("0.0.0311"));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("dasdb1 is swap").contains("secret is mounted on /srv/my\\040data");

        assertThat(onBusy("plan", taking("0.0.0311"), "--force").exitCode()).isEqualTo(2);
        Cli forced = onBusy("apply", taking("0.0.0311"), "--force");
        assertThat(forced.exitCode()).isEqualTo(5);
        assertThat(forced.err()).contains("EBUSY");
    }

    @Test
    void anInterfaceThatIsUpIsTakenByForceOnly() throws IOException {
        Cli refused = onBusy("apply", taking("0.0.0002"));
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("enc2 is a network interface that is up");
        Cli forced = onBusy("apply", taking("0.0.0002"), "--force");
        assertThat(forced.err()).isEmpty();
        assertThat(forced.exitCode()).isZero();
    }

    @Test
    void aWrittenPlanIsAskedAgain() throws IOException {
        Path plan = folder.resolve("disk.plan.json");
        assertThat(onBusy("plan", taking("0.0.0001"), "--force", "-o", plan).exitCode())
                .isEqualTo(2);
        Cli refused = onBusy("apply", plan);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("md0 is mounted on /backup");
        assertThat(onBusy("apply", plan, "--force").exitCode()).isZero();
    }

    @Test
    void aDiskThatNothingUsesIsTaken() throws IOException {
        assertThat(onBusy("apply", taking("0.0.0313")).exitCode()).isZero();
    }
}
