package io.zmdev.hw.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.mdev.MdevUuid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CcwMdevTest {

    private static final MdevUuid UUID = new MdevUuid("62177883-f1bb-47f0-914d-32a22e3a8804");
    private static final String DEVICE = "sys/devices/css0/0.0.0003/" + UUID;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path root;

    /** A machine with one device of vfio_ccw that a program can open both ways. */
    @BeforeEach
    void machine() throws IOException {
        file(DEVICE + "/vfio-dev/vfio0/dev", "");
        file("sys/types/vfio_ccw-io/device_api", "vfio-ccw\n");
        link(DEVICE + "/mdev_type", "sys/types/vfio_ccw-io");
        file("sys/kernel/iommu_groups/7/name", "");
        link(DEVICE + "/iommu_group", "sys/kernel/iommu_groups/7");
        link("sys/bus/mdev/devices/" + UUID, DEVICE);
        link("sys/bus/css/devices/0.0.0003", "sys/devices/css0/0.0.0003");
        file("sys/bus/css/drivers/vfio_ccw/uevent", "");
        link("sys/devices/css0/0.0.0003/driver", "sys/bus/css/drivers/vfio_ccw");
        file("dev/vfio/vfio", "");
        file("dev/vfio/7", "");
        file("dev/vfio/devices/vfio0", "");
        file("dev/iommu", "");
    }

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private void link(String path, String target) throws IOException {
        Path link = root.resolve(path);
        Files.createDirectories(link.getParent());
        Files.createSymbolicLink(link, root.resolve(target));
    }

    private CcwMdev find() {
        return CcwMdev.find(root, "s390x", UUID);
    }

    private void assertRefused(ErrorCode code, String message) {
        assertThatThrownBy(this::find)
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(((ZmdevException) e).code()).isEqualTo(code));
    }

    @Test
    void aDeviceIsFoundWithItsSubchannelAndItsFiles() {
        assertThat(find())
                .isEqualTo(new CcwMdev(
                        UUID,
                        SubchannelId.parse("0.0.0003"),
                        Map.of(VfioWay.GROUP, "/dev/vfio/7", VfioWay.IOMMUFD, "/dev/vfio/devices/vfio0")));
        assertThat(find().objections(root)).isEmpty();
        assertThat(find().way(Optional.empty())).isEqualTo(VfioWay.GROUP);
        assertThat(find().way(Optional.of(VfioWay.IOMMUFD))).isEqualTo(VfioWay.IOMMUFD);
    }

    @Test
    void anotherProcessorIsRefused() {
        assertThatThrownBy(() -> CcwMdev.find(root, "amd64", UUID))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("there on s390x alone, and this machine is amd64");
    }

    @Test
    void aDeviceThatIsNotThereIsRefusedWithThoseThatAre() {
        assertThatThrownBy(() -> CcwMdev.find(root, "s390x", new MdevUuid("00000000-0000-4000-8000-000000000001")))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining(
                        "there is no mediated device 00000000-0000-4000-8000-000000000001; there are " + UUID);
    }

    @Test
    void aDeviceOfVfioApIsRefused() throws IOException {
        file("sys/types/vfio_ccw-io/device_api", "vfio-ap\n");

        assertRefused(ErrorCode.UNSUPPORTED, UUID + " is a vfio-ap device; channel I/O needs one of vfio-ccw");
    }

    @Test
    void aMachineWithoutVfioFilesIsRefused() throws IOException {
        for (String file : new String[] {"vfio", "7", "devices/vfio0", "devices", ""}) {
            Files.delete(root.resolve("dev/vfio").resolve(file));
        }

        assertRefused(ErrorCode.UNSUPPORTED, "/dev/vfio is missing; load the module vfio");
    }

    @Test
    void aWayThatTheKernelDoesNotHaveIsRefusedWithTheOnesItHas() throws IOException {
        Files.delete(root.resolve("dev/iommu"));

        assertThat(find().way(Optional.empty())).isEqualTo(VfioWay.GROUP);
        assertThatThrownBy(() -> find().way(Optional.of(VfioWay.IOMMUFD)))
                .isInstanceOf(ZmdevException.class)
                .hasMessageContaining("cannot be opened by iommufd; this kernel has group");
    }

    @Test
    void withoutAGroupIommufdIsTaken() throws IOException {
        Files.delete(root.resolve("dev/vfio/7"));

        assertThat(find().way(Optional.empty())).isEqualTo(VfioWay.IOMMUFD);
    }

    @Test
    void aProcessThatHasTheDeviceOpenSpeaksAgainstIt() throws IOException {
        file("proc/4711/comm", "qemu-system-s39\n");
        Files.createDirectories(root.resolve("proc/4711/fd"));
        Files.createSymbolicLink(root.resolve("proc/4711/fd/12"), Path.of("/dev/vfio/7"));

        assertThat(find().objections(root)).containsExactly("process 4711 (qemu-system-s39) has /dev/vfio/7 open");
    }

    @Test
    void aSubchannelThatTheHostUsesSpeaksAgainstIt() throws IOException {
        Files.delete(root.resolve("sys/devices/css0/0.0.0003/driver"));
        file("sys/bus/css/drivers/io_subchannel/uevent", "");
        link("sys/devices/css0/0.0.0003/driver", "sys/bus/css/drivers/io_subchannel");
        file("sys/devices/css0/0.0.0003/0.0.3270/online", "1\n");

        assertThat(find().objections(root))
                .containsExactly(
                        "subchannel 0.0.0003 is not the driver vfio_ccw's", "the host has its device 0.0.3270 online");
    }
}
