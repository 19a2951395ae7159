package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Observed;
import org.junit.jupiter.api.Test;

class UnknownDeviceRuleTest {

    private static final UnknownDeviceRule RULE = new UnknownDeviceRule();

    private static MachineBuilder lab() {
        return machine(ids(5), ids(4))
                .freeAdapters(5)
                .active("ledger", true, Observed.unknown("/sys/m", "EACCES"), Observed.unknown("/sys/g", "EACCES"));
    }

    @Test
    void anUnlistedDeviceWithAnUnreadableMatrixMayHaveAnyQueue() {
        Finding finding = only(check(RULE, configuration().guest("web1", ids(5), ids(4)), lab()));

        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.message()).contains("ledger").contains("/sys/m could not be read (EACCES)");
    }

    @Test
    void aConfigurationWithoutQueuesDoesNotMind() {
        assertThat(check(RULE, configuration(), lab())).isEmpty();
    }
}
