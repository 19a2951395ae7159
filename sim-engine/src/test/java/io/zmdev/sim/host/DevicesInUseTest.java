package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static io.zmdev.sim.host.TestHost.M2;
import static io.zmdev.sim.host.TestHost.MATRIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What waits until a guest lets go of a device. */
class DevicesInUseTest {

    private static final String SUBCHANNEL = "/sys/bus/css/devices/0.0.0003";

    @Test
    void removingADeviceInUseWaitsForTheGuest() {
        TestHost host = TestHost.few();
        host.run("write /sys/bus/ap/apmask -5");
        host.create(M1);
        host.assign(M1, "assign_adapter", "5");
        host.assign(M1, "assign_domain", "4");
        host.run("guest start " + M1);

        assertThat(host.assign(M1, "remove", "1")).isEmpty();

        assertThat(host.machine().waitingForGuest()).containsExactly(new MdevUuid(M1));
        assertThat(host.machine().list("/sys/bus/mdev/devices").asOptional()).contains(List.of());
        assertThat(host.machine().list(MATRIX + M1).asOptional()).contains(List.of("iommu_group"));
        assertThat(host.assign(M1, "remove", "1")).contains(Errno.ENOENT);
        assertThat(host.create(M1)).contains(Errno.EEXIST);
        assertThat(host.text("/sys/bus/ap/devices/05.0004/status")).isEqualTo("in use\n");
        assertThat(host.write("/sys/bus/ap/apmask", "+5")).contains(Errno.EBUSY);
        assertThat(host.tried("unload vfio_ap")).contains(Errno.EAGAIN);

        host.run("guest stop " + M1);

        assertThat(host.machine().waitingForGuest()).isEmpty();
        assertThat(host.machine().list(MATRIX + M1).refusal()).contains(Errno.ENOENT);
        assertThat(host.text(MATRIX + "mdev_supported_types/vfio_ap-passthrough/available_instances"))
                .isEqualTo("65536\n");
        assertThat(host.write("/sys/bus/ap/apmask", "+5")).isEmpty();
    }

    @Test
    void unbindingASubchannelInUseWaitsForTheGuest() {
        TestHost host = TestHost.few();
        host.run("write " + SUBCHANNEL + "/driver_override vfio_ccw");
        host.run("write /sys/bus/css/drivers/io_subchannel/unbind 0.0.0003");
        host.run("write /sys/bus/css/drivers/vfio_ccw/bind 0.0.0003");
        host.run("write " + SUBCHANNEL + "/mdev_supported_types/vfio_ccw-io/create " + M1);
        host.run("guest start " + M1);

        host.run("write /sys/bus/css/drivers/vfio_ccw/unbind 0.0.0003");

        assertThat(host.machine().waitingForGuest()).containsExactly(new MdevUuid(M1));
        assertThat(host.machine().link(SUBCHANNEL + "/driver").refusal()).contains(Errno.ENOENT);
        assertThat(host.write("/sys/bus/css/drivers/vfio_ccw/bind", "0.0.0003")).contains(Errno.EBUSY);

        host.run("guest stop " + M1);

        assertThat(host.machine().waitingForGuest()).isEmpty();
        assertThat(host.write("/sys/bus/css/drivers/vfio_ccw/bind", "0.0.0003")).isEmpty();
        assertThat(host.text(SUBCHANNEL + "/mdev_supported_types/vfio_ccw-io/available_instances"))
                .isEqualTo("1\n");
    }

    @Test
    void aRunningGuestOfTheDefinitionOpensItsDeviceWhenItIsCreated() {
        TestHost host = TestHost.fewWithGuests(
                "6.12",
                new Guest("web1", true, List.of(new MdevUuid(M1))),
                new Guest("web2", false, List.of(new MdevUuid(M2))));
        host.create(M1);
        host.create(M2);

        assertThat(host.tried("guest start " + M1)).contains(Errno.EBUSY);
        assertThat(host.tried("guest start " + M2)).isEmpty();
    }

    @Test
    void unbindingTheDriverOfADeviceForgetsItsMatrix() {
        TestHost host = TestHost.few();
        host.run("write /sys/bus/ap/apmask -5");
        host.create(M1);
        host.assign(M1, "assign_adapter", "5");

        host.run("write /sys/bus/mdev/drivers/vfio_ap_mdev/unbind " + M1);
        assertThat(host.text(MATRIX + M1 + "/matrix")).isEqualTo("!ENOENT");
        assertThat(host.tried("guest start " + M1)).contains(Errno.ENOENT);

        host.run("write /sys/bus/mdev/drivers/vfio_ap_mdev/bind " + M1);
        assertThat(host.matrix(M1, "matrix")).isEmpty();
    }
}
