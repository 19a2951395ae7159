package io.zmdev.sim.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import org.junit.jupiter.api.Test;

/** What {@code /proc/cio_ignore} does beyond the recorded scripts. */
class CioIgnoreTest {

    private static final String IGNORE = "/proc/cio_ignore";

    private final TestHost host = TestHost.few();

    @Test
    void aPurgedSubchannelTakesItsMediatedDeviceParentOnlyWhenVfioCcwDoesNotHaveIt() {
        host.run("write /sys/bus/css/devices/0.0.0003/driver_override vfio_ccw");
        host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0003");
        host.run("write /sys/bus/css/drivers/vfio_ccw/bind 0.0.0003");
        host.run("write /proc/cio_ignore add all");

        host.run("write /proc/cio_ignore purge");
        assertThat(host.text("/sys/bus/css/devices/0.0.0003/type")).isEqualTo("0\n");

        host.run("write /sys/bus/css/drivers/vfio_ccw/unbind 0.0.0003");
        host.run("write /proc/cio_ignore purge");
        assertThat(host.text("/sys/bus/css/devices/0.0.0003/type")).isEqualTo("!ENOENT");
        assertThat(host.text("/sys/bus/css/devices/0.0.0002/type"))
                .as("its device is online")
                .isEqualTo("0\n");
    }

    @Test
    void aDeviceThatComesBackIsLikeNew() {
        host.run("write /sys/bus/ccw/devices/0.0.1234/online 0");
        host.run("write /sys/bus/css/devices/0.0.0002/driver_override x");
        host.run("write /proc/cio_ignore add 1234");
        host.run("write /proc/cio_ignore purge");
        assertThat(host.text("/sys/bus/ccw/devices/0.0.1234/online")).isEqualTo("!ENOENT");

        host.run("write /proc/cio_ignore free 1234");

        assertThat(host.text("/sys/bus/ccw/devices/0.0.1234/online"))
                .as("virtio devices go online by themselves")
                .isEqualTo("1\n");
        assertThat(host.text("/sys/bus/css/devices/0.0.0002/driver_override")).isEqualTo("(null)\n");
    }

    @Test
    void aNumberThatTheKernelTakesForNegativeIsRefused() {
        assertThat(host.write(IGNORE, "add ffffffff")).contains(Errno.EINVAL);
        assertThat(host.write(IGNORE, "add 1ffffffff")).contains(Errno.EINVAL);
        assertThat(host.text(IGNORE)).isEmpty();
    }

    @Test
    void oneWriteTakes64KiB() {
        String list = "add 0" + ",1".repeat(40_000);

        assertThat(host.machine()
                        .write(IGNORE, list.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                        .asOptional())
                .as("a list that ends in a comma")
                .isEmpty();
        assertThat(host.text(IGNORE)).isEqualTo("0.0.0000-0.0.0001\n");
    }
}
