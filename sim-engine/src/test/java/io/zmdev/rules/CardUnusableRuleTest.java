package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static io.zmdev.rules.RuleTesting.queues;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CardUnusableRuleTest {

    private static final CardUnusableRule RULE = new CardUnusableRule();

    @Test
    void aCardThatIsConfiguredOffAnswersNothing() {
        Finding finding = only(check(
                RULE,
                configuration().guest("web1", ids(5, 6), ids(4)),
                machine(ids(5, 6), ids(4)).freeAdapters(5, 6).deconfigured(6)));

        assertThat(finding.message())
                .isEqualTo("Card 06 of web1 is configured off: its queues answer nothing until that ends.");
        assertThat(finding.apqns()).isEqualTo(queues("06.0004"));
        assertThat(finding.culprit()).contains(new Culprit.MachineFact("/sys/bus/ap/devices/card06/config"));
    }

    @Test
    void aCheckstoppedCardAnswersNothing() {
        assertThat(only(check(
                                RULE,
                                configuration().guest("web1", ids(5), ids(4)),
                                machine(ids(5), ids(4)).checkstopped(5)))
                        .message())
                .contains("Card 05 of web1 is checkstopped");
    }

    @Test
    void anOfflineCardWorksForTheGuest() {
        assertThat(check(
                        RULE,
                        configuration().guest("web1", ids(5), ids(4)),
                        machine(ids(5), ids(4)).offline(5)))
                .isEmpty();
    }
}
