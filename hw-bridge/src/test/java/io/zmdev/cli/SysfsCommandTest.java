package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code zmdev sysfs} and what it prints besides answers. */
class SysfsCommandTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // injected
    private Path folder;

    @Test
    void showsTheUeventsOfEachOperationWhenAsked() throws IOException {
        Path script = script("read /sys/bus/ap/ap_domain\nwrite /sys/bus/ap/devices/card03/uevent change\n");

        Cli quiet = Cli.run("sysfs", script, "--host", "sim:few");
        Cli shown = Cli.run("sysfs", script, "--host", "sim:few", "--uevents");

        assertThat(quiet.out().lines()).hasSize(2);
        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out().lines()).hasSize(3);
        assertThat(shown.out().lines().toList().getLast())
                .startsWith(
                        "{\"n\":2,\"uevent\":\"change\",\"path\":\"/devices/ap/card03\",\"properties\":{\"SUBSYSTEM\":");
    }

    @Test
    void refusesUeventsOfARecordedAnswer() throws IOException {
        Path script = script("read /sys/bus/ap/ap_domain\n");
        Path expected = Files.writeString(folder.resolve("expected.jsonl"), "");

        Cli cli = Cli.run("sysfs", script, "--host", "sim:few", "--uevents", "--expect", expected);

        assertThat(cli.exitCode()).isEqualTo(ErrorCode.USAGE.exitCode());
        assertThat(cli.err()).contains("--uevents");
    }

    @Test
    void saysThatAKernelOtherThanTheRecordedOneIsUnverified() throws IOException {
        Path host = Files.writeString(
                folder.resolve("host.json"), "{\"format\":\"zmdev.host/1\",\"name\":\"lab\",\"kernel\":\"6.14\"}");

        assertThat(Cli.run("host", "show", "--host", "sim:" + host).out())
                .contains("kernel 6.14 (from source, unverified)");
        assertThat(Cli.run("host", "show", "--host", "sim:" + host, "--json").out())
                .contains("\"kernelEvidence\"")
                .contains("from source, unverified");
        assertThat(Cli.run("host", "show", "--host", "sim:few").out()).doesNotContain("unverified");
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.sysfs"), text);
    }
}
