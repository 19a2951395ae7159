package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SingleCardRuleTest {

    private static final SingleCardRule RULE = new SingleCardRule();

    @Test
    void aGuestOnOneCardIsOfferedAnotherOfTheSameMode() {
        MachineBuilder machine =
                machine(ids(5, 6, 10), ids(4)).freeAdapters(5, 6, 10).card(6, "CEX8C");

        Finding finding = only(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine));

        assertThat(finding.severity()).isEqualTo(Severity.LOSES_REDUNDANCY);
        assertThat(finding.message()).isEqualTo("All queues of web1 are on card 05: its loss takes them all.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Add adapter 0a");
    }

    @Test
    void aCardWhoseQueueSomebodyHasIsNotOffered() {
        MachineBuilder machine = machine(ids(5, 6), ids(4)).freeAdapters(5, 6);
        ConfigurationBuilder configuration =
                configuration().guest("web1", ids(5), ids(4)).guest("web2", ids(6), ids(4));

        assertThat(check(RULE, configuration, machine))
                .hasSize(2)
                .allSatisfy(finding -> assertThat(finding.fixes()).isEmpty());
    }

    @Test
    void anAdapterThatTheLparLacksIsNoSecondCard() {
        MachineBuilder machine = machine(ids(5), ids(4)).freeAdapters(5);

        assertThat(check(RULE, configuration().guest("web1", ids(5, 9), ids(4)), machine))
                .hasSize(1);
    }

    @Test
    void twoCardsAreEnough() {
        MachineBuilder machine = machine(ids(5, 6), ids(4)).freeAdapters(5, 6);

        assertThat(check(RULE, configuration().guest("web1", ids(5, 6), ids(4)), machine))
                .isEmpty();
    }
}
