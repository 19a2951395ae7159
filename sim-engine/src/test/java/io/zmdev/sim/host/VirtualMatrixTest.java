package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static io.zmdev.sim.host.TestHost.M2;
import static io.zmdev.sim.host.TestHost.MATRIX;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The virtual matrix device of seed 004, on a machine whose administrator chose it. */
class VirtualMatrixTest {

    private static final String CREATE = MATRIX + "mdev_supported_types/vfio_ap-virtual/create";

    private final TestHost host = TestHost.fewVirtual();

    @BeforeEach
    void freeAdapters() {
        host.run("write /sys/bus/ap/apmask -5,-6");
        host.run("write " + CREATE + " " + M1);
        host.run("write " + CREATE + " " + M2);
    }

    @Test
    void theTypesExcludeEachOther() {
        assertThat(host.machine().list(MATRIX + "mdev_supported_types").asOptional())
                .contains(List.of("vfio_ap-virtual"));
        assertThat(TestHost.few()
                        .machine()
                        .list(MATRIX + "mdev_supported_types")
                        .asOptional())
                .contains(List.of("vfio_ap-passthrough"));
    }

    @Test
    void mapsVirtualIdsToRealOnes() {
        assertThat(host.assign(M1, "assign_adapter", "4:5,6")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "0:4,0x6")).isEmpty();

        assertThat(host.text(MATRIX + M1 + "/mapping")).isEqualTo("adapter 4:5,6\ndomain 0:4,6\n");
        assertThat(host.matrix(M1, "matrix")).isEqualTo("04.0000");
        assertThat(host.text("/sys/bus/ap/devices/05.0006/status")).isEqualTo("assigned\n");
    }

    @Test
    void refusesWhatIsNoMapping() {
        assertThat(host.assign(M1, "assign_adapter", "4: 5")).contains(Errno.EINVAL);
        assertThat(host.assign(M1, "assign_adapter", "5")).contains(Errno.EINVAL);
        assertThat(host.assign(M1, "assign_adapter", "4:9"))
                .as("not in the LPAR")
                .contains(Errno.ENODEV);
        assertThat(host.assign(M1, "assign_adapter", "4:5")).isEmpty();
        assertThat(host.assign(M1, "assign_adapter", "4:6"))
                .as("mapped already")
                .contains(Errno.EEXIST);
        assertThat(host.assign(M1, "assign_adapter", "5:3")).as("no domain yet").isEmpty();
        assertThat(host.assign(M1, "assign_domain", "0:4")).as("the host's").contains(Errno.EADDRNOTAVAIL);
        assertThat(host.assign(M1, "unassign_adapter", "5")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "0:4")).isEmpty();
    }

    @Test
    void severalDevicesMayShareRealQueues() {
        for (String uuid : List.of(M1, M2)) {
            assertThat(host.assign(uuid, "assign_adapter", "0:5,6")).isEmpty();
            assertThat(host.assign(uuid, "assign_domain", "0:4")).isEmpty();
        }
        host.run("guest start " + M2);

        assertThat(host.text("/sys/bus/ap/devices/05.0004/status")).isEqualTo("in use\n");
        assertThat(host.write("/sys/bus/ap/apmask", "+5")).contains(Errno.EBUSY);
    }
}
