package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.KernelVersion;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.model.host.DeviceModel;
import io.zmdev.model.host.HostDefinition;
import io.zmdev.model.host.HostDefinition.ChpidDefinition;
import io.zmdev.model.host.HostDefinition.MatrixType;
import io.zmdev.model.host.HostDefinition.SubchannelDefinition;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Subchannels and channel paths beyond those of the recorded machines. */
class ChannelSubsystemTest {

    private static final ChpId PATH_40 = ChpId.parse("0.40");
    private static final ChpId PATH_41 = ChpId.parse("0.41");
    private static final String DASD = "/sys/bus/css/devices/0.0.0313";
    private static final String QDIO = "/sys/bus/css/devices/0.0.0314";

    private final TestHost host = new TestHost(machine());

    @Test
    void showsADasdWithTwoPaths() {
        assertThat(host.text(DASD + "/chpids")).isEqualTo("40 41 00 00 00 00 00 00 \n");
        assertThat(host.text(DASD + "/pimpampom")).isEqualTo("c0 c0 ff\n");
        assertThat(host.text(DASD + "/vpm")).isEqualTo("c0\n");
        assertThat(host.text("/sys/bus/ccw/devices/0.0.2b09/cutype")).isEqualTo("3990/e9\n");
        assertThat(host.text("/sys/bus/ccw/devices/0.0.2b09/devtype")).isEqualTo("3390/0c\n");
        assertThat(host.text("/sys/bus/ccw/devices/0.0.2b09/modalias")).isEqualTo("ccw:t3990mE9dt3390dm0C\n");
        assertThat(host.text("/sys/devices/css0/chp0.40/type")).isEqualTo("1b\n");
    }

    @Test
    void anOnlineDasdWaitsForItsLastPath() {
        host.run("write /sys/devices/css0/chp0.40/status off");
        assertThat(host.text(DASD + "/vpm")).isEqualTo("40\n");

        host.run("write /sys/devices/css0/chp0.41/status offline");
        assertThat(host.text("/sys/bus/ccw/devices/0.0.2b09/availability")).isEqualTo("no path\n");

        host.run("write /sys/devices/css0/chp0.41/status ON");
        assertThat(host.text("/sys/bus/ccw/devices/0.0.2b09/availability")).isEqualTo("good\n");
    }

    @Test
    void aDeviceThatWaitsForItsPathIsGivenUpWhenItIsSetOffline() {
        String device = "/sys/bus/ccw/devices/0.0.2b09/";
        host.run("write /sys/devices/css0/chp0.40/status off");
        host.run("write /sys/devices/css0/chp0.41/status off");
        assertThat(host.text(device + "availability")).isEqualTo("no path\n");
        assertThat(host.write(device + "online", "1")).contains(Errno.EINVAL);
        assertThat(host.text(device + "online")).isEqualTo("1\n");

        assertThat(host.write(device + "online", "0")).isEmpty();
        assertThat(host.text(device + "online")).isEqualTo("!ENOENT");

        host.run("write /sys/devices/css0/chp0.41/status on");
        assertThat(host.text(device + "online")).isEqualTo("0\n");
        assertThat(host.text(device + "availability")).isEqualTo("good\n");
    }

    @Test
    void theChannelPathsOfAMainframeAreConfiguredThroughSclp() {
        String configure = "/sys/devices/css0/chp0.40/configure";
        assertThat(host.text(configure)).isEqualTo("1\n");
        assertThat(host.write(configure, "2")).contains(Errno.EINVAL);
        assertThat(host.write(configure, "0 x")).contains(Errno.EINVAL);
        assertThat(host.write(configure, "0x1")).contains(Errno.EINVAL);

        assertThat(host.write(configure, " 0 \n")).isEmpty();

        assertThat(host.text(configure)).isEqualTo("0\n");
        assertThat(host.text(DASD + "/pimpampom")).isEqualTo("c0 40 ff\n");
        assertThat(host.text(DASD + "/vpm")).isEqualTo("40\n");
        assertThat(host.write(configure, "1")).isEmpty();
        assertThat(host.text(DASD + "/pimpampom")).isEqualTo("c0 c0 ff\n");
    }

    @Test
    void aPathOfAnEmulatorIsNotConfigured() {
        TestHost few = TestHost.few();

        assertThat(few.text("/sys/devices/css0/chp0.01/configure")).isEqualTo("!EOPNOTSUPP");
        assertThat(few.write("/sys/devices/css0/chp0.01/configure", "0")).isEmpty();
        assertThat(few.text("/sys/bus/css/devices/0.0.0003/pimpampom")).isEqualTo("80 80 ff\n");
    }

    @Test
    void aDeviceGoesOnlineOnceAndOfflineOnce() {
        String online = "/sys/bus/ccw/devices/0.0.2b09/online";

        assertThat(host.write(online, "1")).contains(Errno.EINVAL);
        assertThat(host.write(online, "0")).isEmpty();
        assertThat(host.write(online, "0")).contains(Errno.EINVAL);
        assertThat(host.write(online, "2")).contains(Errno.EINVAL);
    }

    @Test
    void anyBeginningOfForceSetsADeviceOnlineAndIsNeverRefused() {
        String online = "/sys/bus/ccw/devices/0.0.2b09/online";

        assertThat(host.write(online, "0")).isEmpty();
        assertThat(host.write(online, "forced")).contains(Errno.EINVAL);
        assertThat(host.text(online)).isEqualTo("0\n");
        assertThat(host.write(online, "f")).isEmpty();
        assertThat(host.text(online)).isEqualTo("1\n");
        assertThat(host.write(online, "force")).isEmpty();
        assertThat(host.write(online, "force\n")).isEmpty();
        assertThat(host.text(online)).isEqualTo("1\n");
    }

    @Test
    void verifiedPathsOutliveGoingOfflineAndAnotherDriver() {
        host.run("write /sys/devices/css0/chp0.40/status off");
        host.run("write /sys/bus/ccw/devices/0.0.2b09/online 0");
        assertThat(host.text(DASD + "/vpm")).isEqualTo("40\n");

        host.run("write /sys/devices/css0/chp0.40/status on");
        host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0313");
        host.run("write /sys/bus/css/drivers/io_subchannel/bind 0.0.0313");
        assertThat(host.text(DASD + "/vpm")).isEqualTo("40\n");

        host.run("write /sys/bus/ccw/devices/0.0.2b09/online 1");
        assertThat(host.text(DASD + "/vpm")).isEqualTo("c0\n");
    }

    @Test
    void vfioCcwRefusesQdio() {
        host.run("write " + QDIO + "/driver_override vfio_ccw");
        host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0314");

        assertThat(host.write("/sys/bus/css/drivers/vfio_ccw/bind", "0.0.0314")).contains(Errno.ENODEV);
        assertThat(host.write("/sys/bus/css/drivers_probe", "0.0.0314")).isEmpty();
        assertThat(host.machine().link(QDIO + "/driver").refusal()).contains(Errno.ENOENT);
    }

    @Test
    void configuringAPathIsReportedToTheGuest() {
        host.run("write " + DASD + "/driver_override vfio_ccw");
        host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0313");
        host.run("write /sys/bus/css/drivers/vfio_ccw/bind 0.0.0313");
        host.run("configure off chp0.40");
        assertThat(host.machine().takeChannelReports())
                .as("no device, no guest")
                .isEmpty();
        host.run("configure on chp0.40");
        host.run("write " + DASD + "/mdev_supported_types/vfio_ccw-io/create " + M1);

        host.run("configure off chp0.40");
        assertThat(host.text(DASD + "/pimpampom")).isEqualTo("c0 40 ff\n");
        host.run("configure on chp0.40");

        SubchannelId dasd = SubchannelId.parse("0.0.0313");
        List<ChannelReport> reports = host.machine().takeChannelReports();
        assertThat(reports)
                .containsExactly(new ChannelReport(dasd, PATH_40, false), new ChannelReport(dasd, PATH_40, true));
        assertThat(reports.getFirst().word()).isEqualTo(0x04070040);
        assertThat(reports.getLast().word()).isEqualTo(0x04020040);
        assertThat(host.tried("configure off chp0.77")).contains(Errno.ENODEV);
    }

    @Test
    void startsWithTheDriversOfTheDefinition() {
        assertThat(host.machine().link("/sys/bus/css/devices/0.0.0315/driver").asOptional())
                .contains("../../../bus/css/drivers/vfio_ccw");
        assertThat(host.machine().link("/sys/bus/css/devices/0.0.0316/driver").refusal())
                .contains(Errno.ENOENT);
    }

    private static HostDefinition machine() {
        return new HostDefinition(
                "paths",
                new KernelVersion(6, 12),
                MatrixType.PASSTHROUGH,
                Optional.empty(),
                new HostDefinition.Css(
                        List.of(new ChpidDefinition(PATH_40, true), new ChpidDefinition(PATH_41, true)),
                        List.of(
                                subchannel(0x313, DeviceModel.DASD_3390_9, Optional.of("io_subchannel")),
                                subchannel(0x314, DeviceModel.QDIO, Optional.of("io_subchannel")),
                                subchannel(0x315, DeviceModel.DASD_3390_9, Optional.of("vfio_ccw")),
                                subchannel(0x316, DeviceModel.DASD_3390_9, Optional.empty()))),
                List.of(),
                List.of("vfio_ccw"));
    }

    private static SubchannelDefinition subchannel(int number, DeviceModel model, Optional<String> driver) {
        return new SubchannelDefinition(
                new SubchannelId(0, 0, number),
                new DeviceNumber(0, 0, 0x2b09 + number - 0x313),
                model,
                List.of(PATH_40, PATH_41),
                0xc0,
                0xc0,
                0xff,
                driver,
                true,
                List.of());
    }
}
