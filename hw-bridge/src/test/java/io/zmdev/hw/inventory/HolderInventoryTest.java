package io.zmdev.hw.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.hw.host.BundleHost;
import io.zmdev.hw.host.HostUri;
import io.zmdev.model.Machine;
import io.zmdev.model.Observed;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.DeviceHolder.Use;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.service.Session;
import io.zmdev.testbed.EmulatedLinux;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What in the host holds its devices, on every kind of host. */
class HolderInventoryTest {

    private static final Map<String, List<DeviceHolder>> HELD = Map.of(
            "0.0.0310",
            List.of(
                    new DeviceHolder("dasda1", Use.MOUNT, "/boot"),
                    new DeviceHolder("dasda2", Use.LVM, "vg0-root"),
                    new DeviceHolder("vg0-root", Use.MOUNT, "/")),
            "0.0.0311",
            List.of(
                    new DeviceHolder("dasdb1", Use.SWAP, ""),
                    new DeviceHolder("dasdb2", Use.LVM, "vg1-data"),
                    new DeviceHolder("vg1-data", Use.CRYPT, "secret"),
                    new DeviceHolder("secret", Use.MOUNT, "/srv/my\\040data")),
            "0.0.0312",
            List.of(new DeviceHolder("dasdc", Use.MULTIPATH, "mpatha")),
            "0.0.0001",
            List.of(new DeviceHolder("vda", Use.RAID, "md0"), new DeviceHolder("md0", Use.MOUNT, "/backup")),
            "0.0.0002",
            List.of(new DeviceHolder("enc2", Use.NETWORK, "up")));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private static Map<String, List<DeviceHolder>> held(Machine machine) {
        return machine.css().subchannels().stream()
                .filter(subchannel -> !subchannel.holders().get().isEmpty())
                .collect(Collectors.toMap(
                        subchannel -> subchannel.id().toString(),
                        subchannel -> subchannel.holders().get()));
    }

    @Test
    void anEmulatedMachineShowsWhatItsDefinitionSays() {
        try (Session session = Session.open(HostUri.parse("sim:busy"), Optional.empty(), notice -> {})) {
            assertThat(held(session.machine())).isEqualTo(HELD);
        }
    }

    @Test
    void aBundleCarriesIt() {
        Path file = folder.resolve("busy.tar.gz");
        try (Session session = Session.open(HostUri.parse("sim:busy"), Optional.empty(), notice -> {})) {
            session.capture(file);
        }
        assertThat(held(Inventory.read(BundleHost.open(file)))).isEqualTo(HELD);
    }

    /** Mounts and swap are this machine's there: what is stacked on the disks shows in sysfs. */
    @Test
    void aShellShowsIt() {
        try (EmulatedLinux linux = EmulatedLinux.boot("busy", folder)) {
            Map<String, List<DeviceHolder>> held = held(Inventory.read(linux.host(linux.shell("sh"))));
            assertThat(held.get("0.0.0310")).contains(new DeviceHolder("dasda2", Use.LVM, "vg0-root"));
            assertThat(held.get("0.0.0312")).isEqualTo(HELD.get("0.0.0312"));
            assertThat(held.get("0.0.0002")).isEqualTo(HELD.get("0.0.0002"));
        }
    }

    @Test
    void aFileSystemOverSeveralDisksHoldsThemAllAndItsSourceTellsWhich() throws IOException {
        Subchannel subchannel = withMounts("30 1 0:35 /sub /data rw - btrfs /dev/dasda1 rw,user=x\n");

        assertThat(subchannel.holders().get()).containsExactly(new DeviceHolder("dasda1", Use.MOUNT, "/data"));
    }

    @Test
    void mountsThatCannotBeReadAreUnknown() throws IOException {
        assertThat(withMounts(null).holders())
                .isEqualTo(Observed.unknown("/proc/self/mountinfo", "No such file or directory"));
    }

    /** A bundle with one disk that is online. */
    private Subchannel withMounts(@org.jspecify.annotations.Nullable String mounts) throws IOException {
        String device = "sys/devices/css0/0.0.0313/0.0.2b09";
        write(device + "/online", "1\n");
        write(device + "/block/dasda/dev", "94:0\n");
        write(device + "/block/dasda/dasda1/dev", "94:1\n");
        write("sys/devices/css0/0.0.0313/type", "0\n");
        write("sys/devices/css0/0.0.0313/dev_busid", "0.0.2b09\n");
        link("sys/bus/css/devices/0.0.0313", "../../../devices/css0/0.0.0313");
        link("sys/bus/ccw/devices/0.0.2b09", "../../../devices/css0/0.0.0313/0.0.2b09");
        link("sys/class/block/dasda", "../../devices/css0/0.0.0313/0.0.2b09/block/dasda");
        link("sys/class/block/dasda1", "../../devices/css0/0.0.0313/0.0.2b09/block/dasda/dasda1");
        link("sys/fs/btrfs/1234/devices/dasda1", "../../../../class/block/dasda1");
        if (mounts != null) {
            write("proc/self/mountinfo", mounts);
        }
        write("MANIFEST.tsv", "");
        return Inventory.read(BundleHost.open(folder))
                .css()
                .subchannel(SubchannelId.parse("0.0.0313"))
                .orElseThrow();
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void link(String path, String target) throws IOException {
        Path link = folder.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, Path.of(target));
    }
}
