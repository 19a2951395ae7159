package io.zmdev.sim.host;

import static io.zmdev.sim.host.TestHost.M1;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import org.junit.jupiter.api.Test;

/** Queues of a Secure Execution guest, as the source tells; 03 is a CCA coprocessor, 05 EP11, 06 an accelerator. */
class SecureExecutionTest {

    private static final String EP11 = "/sys/bus/ap/devices/05.0004/";
    private static final String ACCELERATOR = "/sys/bus/ap/devices/06.0004/";

    private final TestHost host = guest("6.12");

    @Test
    void onlyASecureExecutionGuestShowsTheAttributesFrom65On() {
        assertThat(host.text("/sys/bus/ap/features")).isEqualTo("APSC APXA APSB\n");
        assertThat(host.text(EP11 + "se_bind")).isEqualTo("unbound\n");
        assertThat(host.text("/sys/bus/ap/devices/03.0004/se_bind")).as("CCA").isEqualTo("!ENOENT");
        assertThat(TestHost.few().text(EP11 + "se_bind")).isEqualTo("!ENOENT");
        assertThat(TestHost.few().text("/sys/bus/ap/features")).isEqualTo("APSC APXA\n");
        assertThat(guest("6.2").text(EP11 + "se_bind")).isEqualTo("!ENOENT");
        assertThat(guest("6.5").text(EP11 + "se_bind")).isEqualTo("unbound\n");
    }

    @Test
    void aQueueIsBoundThenAssociatedOnce() {
        assertThat(host.text(EP11 + "se_associate")).isEqualTo("unassociated\n");
        assertThat(host.write(EP11 + "se_associate", "1")).as("not bound").contains(Errno.EINVAL);
        assertThat(host.write(EP11 + "se_bind", "x")).contains(Errno.EINVAL);
        assertThat(host.write(EP11 + "se_bind", "1\n")).isEmpty();
        assertThat(host.write(EP11 + "se_bind", "1")).as("bound already").contains(Errno.EINVAL);
        assertThat(host.text(EP11 + "se_bind")).isEqualTo("bound\n");

        assertThat(host.write(EP11 + "se_associate", "0x10000")).contains(Errno.EINVAL);
        assertThat(host.write(EP11 + "se_associate", "4294967296")).contains(Errno.ERANGE);
        assertThat(host.write(EP11 + "se_associate", "-1")).contains(Errno.EINVAL);
        assertThat(host.write(EP11 + "se_associate", "0xffff")).isEmpty();
        assertThat(host.text(EP11 + "se_associate")).isEqualTo("associated 65535\n");
        assertThat(host.write(EP11 + "se_associate", "1")).contains(Errno.EINVAL);

        assertThat(host.write(EP11 + "se_bind", "0")).isEmpty();
        assertThat(host.text(EP11 + "se_bind")).isEqualTo("unbound\n");
        assertThat(host.text(EP11 + "se_associate")).isEqualTo("unassociated\n");
        assertThat(host.write(EP11 + "se_bind", "0")).isEmpty();
    }

    @Test
    void anAcceleratorIsBoundAndHasNothingToAssociate() {
        assertThat(host.write(ACCELERATOR + "se_bind", "on")).isEmpty();
        assertThat(host.text(ACCELERATOR + "se_bind")).isEqualTo("bound\n");
        assertThat(host.text(ACCELERATOR + "se_associate")).isEqualTo("-\n");
        assertThat(host.write(ACCELERATOR + "se_associate", "1")).contains(Errno.EINVAL);
    }

    @Test
    void aCardThatIsConfiguredOffCannotBeBound() {
        host.run("configure off card05");

        assertThat(host.text(EP11 + "se_bind")).isEqualTo("unbound\n");
        assertThat(host.write(EP11 + "se_bind", "1")).contains(Errno.EIO);
        assertThat(host.write(EP11 + "se_bind", "0")).isEmpty();
    }

    @Test
    void anotherDriverFindsTheQueueBoundAndNotAssociated() {
        host.run("write " + EP11 + "se_bind 1");
        host.run("write " + EP11 + "se_associate 2");

        host.run("write /sys/bus/ap/apmask -5");

        assertThat(host.driver("05.0004")).isEqualTo("vfio_ap");
        assertThat(host.text(EP11 + "se_bind")).isEqualTo("bound\n");
        assertThat(host.text(EP11 + "se_associate")).isEqualTo("unassociated\n");
        assertThat(host.create(M1)).isEmpty();
    }

    @Test
    void bindingIsAnnouncedFrom72On() {
        for (String kernel : new String[] {"7.0", "7.2"}) {
            TestHost guest = guest(kernel);
            guest.machine().takeUevents();

            guest.run("write " + EP11 + "se_bind 1");

            assertThat(guest.machine().takeUevents())
                    .as(kernel)
                    .hasSize(kernel.equals("7.2") ? 1 : 0)
                    .allSatisfy(uevent -> assertThat(uevent.properties()).containsEntry("SE_BIND", "1"));
        }
    }

    private static TestHost guest(String kernel) {
        return new TestHost(SysfsFuzz.withKernel(SysfsFuzz.inSecureExecution(Recordings.host("few")), kernel));
    }
}
