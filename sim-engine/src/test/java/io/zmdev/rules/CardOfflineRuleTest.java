package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardOfflineRuleTest {

    private static final CardOfflineRule RULE = new CardOfflineRule();

    @Test
    void offlineIsAMatterOfTheHostAlone() {
        Finding finding = only(check(
                RULE,
                configuration().guest("web1", ids(5), ids(4)),
                machine(ids(5), ids(4)).offline(5)));

        assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
        assertThat(finding.message()).contains("Card 05 of web1 is offline on the host");
    }

    @Test
    void aCardThatIsConfiguredOffReadsOfflineAndIsReportedOnce() {
        assertThat(check(
                        RULE,
                        configuration().guest("web1", ids(5), ids(4)),
                        machine(ids(5), ids(4)).deconfigured(5)))
                .isEmpty();
    }
}
