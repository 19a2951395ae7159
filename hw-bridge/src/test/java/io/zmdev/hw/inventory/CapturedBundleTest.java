package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.BundleHost;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Machine;
import io.zmdev.plan.Losses;
import io.zmdev.rules.HeldDevices;
import io.zmdev.service.Demo;
import io.zmdev.service.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was captured opens elsewhere as the same machine. */
class CapturedBundleTest {

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @Test
    void aCapturedMachineIsTheMachine() throws IOException {
        Path file = folder.resolve("captured.tar.gz");
        Path again = folder.resolve("again.tar.gz");
        try (Session session = Session.open(HostUri.parse("sim:lpar42"), Optional.empty(), notice -> {})) {
            session.apply(session.plan(Demo.configuration()), Duration.ZERO, HeldDevices.REFUSE, Losses.ACCEPT);
            session.capture(file);
            session.capture(again);
            Machine machine = session.machine();
            Machine captured = Inventory.read(BundleHost.open(file));
            assertThat(captured.ap()).isEqualTo(machine.ap());
            assertThat(captured.css()).isEqualTo(machine.css());
            assertThat(captured.mediatedDevices()).isEqualTo(machine.mediatedDevices());
            assertThat(captured.modules()).isEqualTo(machine.modules());
            assertThat(captured.kernel()).isEqualTo(machine.kernel());
        }
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
    }
}
