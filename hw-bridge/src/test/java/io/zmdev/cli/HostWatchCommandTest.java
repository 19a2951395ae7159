package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.exchange.SysfsScript;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Machine;
import io.zmdev.plan.Drift;
import io.zmdev.plan.MachineChange;
import io.zmdev.service.Session;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What changes on a host, and why. */
class HostWatchCommandTest {

    private static final String UUID = "c0ffee01-1111-4111-8111-000000000001";

    private final Path folder;
    private final Session session = Session.open(HostUri.parse("sim:few"), Optional.empty(), notice -> {});
    private Machine known = session.machine();

    HostWatchCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        session.close();
    }

    private List<String> after(String script) {
        SysfsScript.parse("script", script)
                .forEach(operation -> assertThat(
                                session.host().execute(operation).isOk())
                        .as(operation.toString())
                        .isTrue());
        Machine seen = session.machine();
        List<String> changes =
                Drift.between(known, seen).stream().map(MachineChange::sentence).toList();
        known = seen;
        return changes;
    }

    @Test
    void aQueueThatLeavesItsDriverNamesTheMask() {
        assertThat(after("write /sys/bus/ap/apmask -5\n"))
                .startsWith("apmask changed by -5")
                .contains("05.0004 left cex4queue for vfio_ap: apmask -5")
                .noneMatch(line -> line.startsWith("06."));
        assertThat(after("write /sys/bus/ap/apmask +5\n")).contains("05.0004 left vfio_ap for cex4queue: apmask +5");
    }

    @Test
    void whatIsNotChangedIsNotNamed() {
        assertThat(after("read /sys/bus/ap/apmask\n")).isEmpty();
    }

    @Test
    void aMediatedDeviceItsMatrixAndItsGuestAreFollowed() {
        after("write /sys/bus/ap/apmask -5,-6\n");
        String device = "/sys/devices/vfio_ap/matrix/" + UUID;
        assertThat(after("write /sys/devices/vfio_ap/matrix/mdev_supported_types/vfio_ap-passthrough/create %s\n"
                        .formatted(UUID)))
                .containsExactly(UUID + " was created");
        assertThat(after("write %1$s/assign_adapter 5\nwrite %1$s/assign_adapter 6\nwrite %1$s/assign_domain 4\n"
                        .formatted(device)))
                .contains(
                        UUID + " was changed: assign adapters 05, 06, domain 0004",
                        UUID + " its guest gets adapters 05, 06, domain 0004: it was changed");
        assertThat(after("guest start " + UUID + "\n"))
                .anyMatch(line -> line.startsWith("guest ") && line.endsWith(" started"));
        assertThat(after("write /sys/bus/ap/drivers/vfio_ap/unbind 05.0004\n"))
                .contains("05.0004 left vfio_ap", UUID + " its guest loses adapter 05: 05.0004 left vfio_ap");
        assertThat(after("guest stop %1$s\nwrite %2$s/remove 1\n".formatted(UUID, device)))
                .contains(UUID + " was removed");
    }

    @Test
    void aCardThatGoesTakesItsQueuesWithIt() {
        assertThat(after("hotunplug card05\n"))
                .startsWith("card05 left the LPAR")
                .contains("05.0004 went away: card05 left the LPAR");
        assertThat(after("hotplug card05\n"))
                .contains("card05 came to the LPAR", "05.0004 appeared: card05 came to the LPAR");
        assertThat(after("checkstop on card06\n")).contains("card06 is checkstopped");
    }

    @Test
    void aSubchannelThatIsHandedOverNamesTheOverride() {
        List<String> changes = new ArrayList<>(after("""
                write /sys/bus/css/devices/0.0.0003/driver_override vfio_ccw
                write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0003
                write /sys/bus/css/drivers/vfio_ccw/bind 0.0.0003
                write /sys/bus/css/devices/0.0.0003/mdev_supported_types/vfio_ccw-io/create %s
                """.formatted(UUID)));
        assertThat(changes)
                .contains(
                        "0.0.0003 left io_subchannel for vfio_ccw: driver_override vfio_ccw",
                        UUID + " was created on subchannel 0.0.0003");
        assertThat(after("write /sys/bus/css/drivers/vfio_ccw/unbind 0.0.0003\n"))
                .contains("0.0.0003 left vfio_ccw", UUID + " was removed: subchannel 0.0.0003 left vfio_ccw");
    }

    @Test
    void aWatchSeesWhatAnotherProgramDoes() throws IOException {
        Path state = folder.resolve("state");
        Path script = Files.writeString(folder.resolve("change.sysfs"), "write /sys/bus/ap/apmask -5\n");
        Cli.run("host", "show", "--host", "sim:few", "--state", state);
        CompletableFuture<Cli> change = CompletableFuture.supplyAsync(
                () -> Cli.run("sysfs", script, "--host", "sim:few", "--state", state),
                CompletableFuture.delayedExecutor(1500, TimeUnit.MILLISECONDS));
        Cli watch = Cli.run(
                "host", "watch", "--host", "sim:few", "--state", state, "--every", "1s", "--for", "5s", "--json");
        assertThat(change.join().exitCode()).isZero();
        assertThat(watch.exitCode()).isZero();
        assertThat(watch.err()).contains("Watching sim:few every 1 s; Ctrl+C ends it.");
        assertThat(watch.out().lines())
                .anyMatch(
                        line -> line.startsWith("{\"format\":\"zmdev.change/1\",\"seen\":\"2")
                                && line.endsWith(
                                        "\"kind\":\"queue\",\"subject\":\"05.0004\",\"what\":\"left cex4queue for vfio_ap\",\"cause\":\"apmask -5\"}"));
    }
}
