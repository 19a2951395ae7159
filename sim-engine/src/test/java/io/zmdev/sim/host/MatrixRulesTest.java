package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static io.zmdev.sim.host.TestHost.M2;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What vfio_ap lets a mediated device have and what its guest gets: the vectors of the vfio-ap reference. */
class MatrixRulesTest {

    private final TestHost host = TestHost.few();

    @BeforeEach
    void freeAdapters() {
        host.run("write /sys/bus/ap/apmask -5,-6");
        host.create(M1);
        host.create(M2);
    }

    @Test
    void refusesAQueueOfAnotherDeviceWhenTheProductIsComplete() {
        assign(M1, "5", "6");
        host.assign(M1, "assign_domain", "4");

        assertThat(host.assign(M2, "assign_adapter", "5")).isEmpty();
        assertThat(host.assign(M2, "assign_domain", "4")).contains(Errno.EADDRINUSE);
        assertThat(host.assign(M2, "assign_domain", "5")).isEmpty();
        assertThat(host.assign(M2, "assign_adapter", "6")).isEmpty();
        assertThat(host.matrix(M2, "matrix")).isEqualTo("05.0005 06.0005");
    }

    @Test
    void refusesAQueueOfTheHostOnlyWhenADomainIsAssigned() {
        assertThat(host.assign(M1, "assign_adapter", "7")).isEmpty();
        assertThat(host.assign(M1, "assign_domain", "4")).contains(Errno.EADDRNOTAVAIL);
        assertThat(host.assign(M2, "assign_domain", "4")).isEmpty();
        assertThat(host.assign(M2, "assign_adapter", "7")).contains(Errno.EADDRNOTAVAIL);
    }

    @Test
    void reservesNothingThatADeviceHas() {
        assign(M1, "5");
        host.assign(M1, "assign_domain", "4");

        assertThat(host.write("/sys/bus/ap/apmask", "+5")).contains(Errno.EBUSY);
        assertThat(host.write("/sys/bus/ap/apmask", "+6")).isEmpty();
        assertThat(host.driver("06.0004")).isEqualTo("cex4queue");
        assertThat(host.driver("05.0004")).isEqualTo("vfio_ap");
    }

    @Test
    void unassigningADomainDoesNotBringBackADroppedAdapter() {
        assign(M1, "5", "6");
        host.assign(M1, "assign_domain", "4");
        host.assign(M1, "assign_domain", "6");
        host.run("write /sys/bus/ap/drivers/vfio_ap/unbind 06.0006");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 05.0006");

        host.assign(M1, "unassign_domain", "6");
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004");

        host.assign(M1, "ap_config", host.text(TestHost.MATRIX + M1 + "/ap_config"));
        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 06.0004");
    }

    @Test
    void comparesAConfigurationWithTheLimitsLast() {
        String domain85 = "0".repeat(21) + "4";

        assertThat(host.assign(M1, "assign_domain", "85")).contains(Errno.ENODEV);
        assertThat(host.assign(M1, "ap_config", "01," + domain85 + ",0")).contains(Errno.EADDRNOTAVAIL);
        assertThat(host.assign(M1, "ap_config", "04," + domain85 + ",0")).contains(Errno.ENODEV);
        assertThat(host.matrix(M1, "matrix")).isEmpty();
    }

    @Test
    void showsAPageOfAMatrixAtMost() {
        for (int domain = 0; domain <= 84; domain++) {
            host.assign(M1, "assign_domain", Integer.toString(domain));
        }
        host.run("write /sys/bus/ap/apmask -0-255");
        for (int adapter = 0; adapter < 7; adapter++) {
            host.assign(M1, "assign_adapter", Integer.toString(adapter));
        }

        String shown = host.text(TestHost.MATRIX + M1 + "/matrix");

        assertThat(shown).hasSize(4095).doesNotEndWith("\n");
        assertThat(shown.lines()).hasSize(512);
    }

    @Test
    void takesAPageOfAWriteAtMost() {
        String longText = "-5" + "\n".repeat(5000);

        assertThat(host.machine()
                        .write("/sys/bus/ap/apmask", longText.getBytes(StandardCharsets.US_ASCII))
                        .asOptional())
                .contains(4096);
    }

    @Test
    void readsWhatStandsBeforeANul() {
        assertThat(host.assign(M1, "assign_adapter", "5\0garbage")).isEmpty();
        assertThat(host.matrix(M1, "matrix")).isEqualTo("05.");
    }

    @Test
    void everyRebindWipesTheQueue() {
        host.machine().takeQueueResets();

        host.run("write /sys/bus/ap/apmask +5");

        assertThat(host.machine().takeQueueResets().stream()
                        .map(reset -> reset.apqn().toString()))
                .containsExactly("05.0004", "05.0006");
    }

    @Test
    void aGuestGetsItsQueuesReset() {
        assign(M1, "5");
        host.assign(M1, "assign_domain", "4");
        host.machine().takeQueueResets();

        host.run("guest start " + M1);
        host.assign(M1, "unassign_domain", "4");

        assertThat(host.machine().takeQueueResets().stream()
                        .map(reset -> reset.apqn().toString()))
                .containsExactly("05.0004", "05.0004");
    }

    @Test
    void aQueueWithoutDriverIsOfferedAgainOnlyWhenTheHostReservesIt() {
        host.run("write /sys/bus/ap/drivers/vfio_ap/unbind 05.0004");
        host.run("write /sys/bus/ap/drivers/cex4queue/unbind 03.0004");

        host.run("write /sys/bus/ap/apmask -200");

        assertThat(host.driver("05.0004")).isEqualTo("-");
        assertThat(host.driver("03.0004")).isEqualTo("cex4queue");
    }

    @Test
    void aCheckstoppedCardStaysInTheGuest() {
        assign(M1, "5");
        host.assign(M1, "assign_domain", "4");
        host.run("checkstop on card05");
        host.run("guest start " + M1);
        host.assign(M1, "assign_domain", "6");

        assertThat(host.matrix(M1, "guest_matrix")).isEqualTo("05.0004 05.0006");
        assertThat(host.text("/sys/bus/ap/devices/05.0004/status")).isEqualTo("in use\n");
    }

    @Test
    void aFilteredQueueOfARunningGuestIsAssignedButNotInUse() {
        assign(M1, "5");
        host.assign(M1, "assign_domain", "4");
        host.assign(M1, "assign_domain", "6");
        host.run("guest start " + M1);
        host.run("write /sys/bus/ap/drivers/vfio_ap/unbind 05.0006");

        assertThat(host.text("/sys/bus/ap/devices/05.0004/status")).isEqualTo("assigned\n");
    }

    private void assign(String uuid, String... adapters) {
        for (String adapter : adapters) {
            assertThat(host.assign(uuid, "assign_adapter", adapter)).isEmpty();
        }
    }
}
