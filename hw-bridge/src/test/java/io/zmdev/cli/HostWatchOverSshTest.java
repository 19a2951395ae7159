package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.host.HostOperation;
import io.zmdev.testbed.EmulatedLinux;
import io.zmdev.testbed.OpenSshServer;
import io.zmdev.testbed.Tool;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code host watch} as a program of its own, over a real sshd, until somebody presses Ctrl+C. */
@Tag("slow")
class HostWatchOverSshTest {

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void itFollowsTheHostUntilCtrlC(@TempDir Path folder) throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/sbin/sshd")), "openssh-server is needed");
        Tool.assumeInstalled("env", "kill");
        Path machine = Files.createDirectory(folder.resolve("machine"));
        Path home = Files.createDirectory(folder.resolve("home"));
        try (EmulatedLinux linux = EmulatedLinux.boot("few", machine);
                OpenSshServer server =
                        OpenSshServer.start(linux, Files.createDirectory(folder.resolve("server")), "ed25519")) {
            Files.createSymbolicLink(home.resolve(".ssh"), server.userFolder());
            Process watch = new ProcessBuilder(
                            // whoever runs the tests in the background has its children ignore the signal
                            "env",
                            "--default-signal=INT",
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            "-Duser.home=" + home,
                            "-cp",
                            System.getProperty("java.class.path"),
                            "io.zmdev.cli.Main",
                            "host",
                            "watch",
                            "--host",
                            "ssh://root@127.0.0.1:" + server.port(),
                            "--every",
                            "1s")
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader output =
                    new BufferedReader(new InputStreamReader(watch.getInputStream(), StandardCharsets.UTF_8))) {
                await(output, "Ctrl+C ends it.");
                linux.mounted().machine().execute(new HostOperation.Write("/sys/bus/ap/apmask", "-5"));
                await(output, "05.0004 left cex4queue for vfio_ap: apmask -5");
                new ProcessBuilder("kill", "-INT", Long.toString(watch.pid()))
                        .start()
                        .waitFor();
                assertThat(watch.waitFor(1, TimeUnit.MINUTES)).isTrue();
                assertThat(watch.exitValue()).as("ended by SIGINT").isEqualTo(130);
                assertThat(output.lines()).noneMatch(line -> line.contains("ZM-") || line.contains("xception"));
            } finally {
                watch.destroyForcibly();
            }
        }
    }

    private static void await(BufferedReader output, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains(text)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("it ended without '" + text + "':\n" + seen);
    }
}
