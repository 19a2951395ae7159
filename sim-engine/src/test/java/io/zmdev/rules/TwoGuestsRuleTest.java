package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TwoGuestsRuleTest {

    private static final TwoGuestsRule RULE = new TwoGuestsRule();

    @Test
    void aDeviceUnderTwoGuestsRunsInOneOfThem() {
        ConfigurationBuilder configuration = configuration()
                .guest("web1", ids(5), ids(4))
                .edit(new ConfigurationEdit.AttachToGuest(uuid("web1"), "web2"));

        Finding finding = only(check(RULE, configuration, machine(ids(5), ids(4))));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE_TOGETHER);
        assertThat(finding.message()).contains("web1 is listed under web1 and web2");
        assertThat(finding.fixes())
                .extracting(Fix::label)
                .containsExactly("Take web1 from web2", "Take web1 from web1");
    }

    @Test
    void aDeviceUnderOneGuestIsFine() {
        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine(ids(5), ids(4))))
                .isEmpty();
    }
}
