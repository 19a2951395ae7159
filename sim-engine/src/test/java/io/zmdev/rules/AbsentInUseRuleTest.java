package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.mdev.DesiredDevice.State;
import org.junit.jupiter.api.Test;

class AbsentInUseRuleTest {

    private static final AbsentInUseRule RULE = new AbsentInUseRule();

    private static ConfigurationBuilder absent() {
        return configuration()
                .guest("web1", ids(5), ids(4))
                .edit(new ConfigurationEdit.SetState(uuid("web1"), State.ABSENT));
    }

    private static MachineBuilder lab(boolean running) {
        return machine(ids(5), ids(4)).freeAdapters(5).active("web1", running, matrix(ids(5), ids(4)));
    }

    @Test
    void removingADeviceInUseWouldWaitForTheGuestAndIsRefused() {
        Finding finding = only(check(RULE, absent(), lab(true)));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE_TOGETHER);
        assertThat(finding.message())
                .isEqualTo(
                        "web1 cannot be removed while web1 runs with it: the kernel would wait until the guest gives it back;"
                                + " detach it or stop the guest first.");
        assertThat(finding.kernelAnswer()).isEmpty();
    }

    @Test
    void beforeKernel60ItIsRefused() {
        Finding finding = only(check(RULE, absent(), lab(true).kernel("5.15")));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE_TOGETHER);
        assertThat(finding.kernelAnswer().orElseThrow().errno()).isEqualTo(Errno.EBUSY);
    }

    @Test
    void aStoppedGuestDoesNotMind() {
        assertThat(check(RULE, absent(), lab(false))).isEmpty();
    }
}
