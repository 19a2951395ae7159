package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Changes of the machine under the kernel, beyond the recorded ones. */
class HardwareOperationsTest {

    private final TestHost host = TestHost.few();

    @Test
    void aQueueThatFailsTakesItsAdapterFromTheGuest() {
        host.run("write /sys/bus/ap/apmask -5");
        host.create(M1);
        host.assign(M1, "assign_adapter", "5");
        host.assign(M1, "assign_domain", "4");
        host.assign(M1, "assign_domain", "6");

        host.run("hotunplug 05.0006");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo(".0004 .0006");
        assertThat(host.text("/sys/bus/ap/bindings")).isEqualTo("5/5 (complete)\n");

        host.run("hotplug 05.0006");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 05.0006");
    }

    @Test
    void aCardOfAnotherTypeReplacesTheOldOne() {
        host.run("hotplug card05 CEX5C");

        assertThat(host.text("/sys/bus/ap/devices/card05/type")).isEqualTo("CEX5C\n");
        assertThat(host.text("/sys/bus/ap/devices/card05/hwtype")).isEqualTo("11\n");
    }

    @Test
    void anUnknownCardIsACex8c() {
        host.run("hotplug card20");

        assertThat(host.text("/sys/bus/ap/devices/card20/type")).isEqualTo("CEX8C\n");
        assertThat(host.driver("20.0004")).isEqualTo("cex4queue");
    }

    @Test
    void aCardThatIsConfiguredOffHidesItsCheckstop() {
        host.run("checkstop on card03");
        host.run("configure off card03");

        assertThat(host.text("/sys/bus/ap/devices/card03/chkstop")).isEqualTo("0\n");
        assertThat(host.text("/sys/bus/ap/devices/card03/config")).isEqualTo("0\n");
        assertThat(host.text("/sys/bus/ap/devices/03.0004/config"))
                .as("a queue follows one change a scan")
                .isEqualTo("1\n");
        host.run("write /sys/bus/ap/scans 1");
        assertThat(host.text("/sys/bus/ap/devices/03.0004/config")).isEqualTo("0\n");
    }

    @Test
    void theQueuesOfACardThatLinuxConfiguresFollowAtTheNextScan() {
        host.run("write /sys/bus/ap/devices/card03/config 0");
        assertThat(host.text("/sys/bus/ap/devices/card03/online")).isEqualTo("0\n");
        assertThat(host.text("/sys/bus/ap/devices/03.0004/config")).isEqualTo("1\n");

        host.run("write /sys/bus/ap/scans 1");

        assertThat(host.text("/sys/bus/ap/devices/03.0004/config")).isEqualTo("0\n");
        assertThat(host.write("/sys/bus/ap/devices/card03/config", "2")).contains(Errno.EINVAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hotplug card5",
                "hotplug card005",
                "hotplug domain.04",
                "hotplug domain.0100",
                "hotplug 05.04",
                "hotplug x",
                "hotunplug chp0.00",
                "configure off domain.0004",
                "checkstop on 05.0004",
                "configure off chp0"
            })
    void refusesATargetThatIsNone(String line) {
        assertThat(host.tried(line)).contains(Errno.EINVAL);
    }

    @Test
    void cannotConfigureACardThatIsNotThere() {
        assertThat(host.tried("configure on card20")).contains(Errno.ENODEV);
        assertThat(host.tried("hotunplug card20")).isEmpty();
    }

    @Test
    void nothingComesAboveTheHighestIdsOfTheMachine() {
        TestHost few = TestHost.few();

        assertThat(few.tried("hotplug domain.0055")).contains(Errno.ENODEV);
        assertThat(few.tried("hotplug control.0055")).contains(Errno.ENODEV);
        assertThat(few.tried("hotplug 05.0055")).contains(Errno.ENODEV);
        assertThat(few.tried("hotplug domain.0054")).isEmpty();
    }
}
