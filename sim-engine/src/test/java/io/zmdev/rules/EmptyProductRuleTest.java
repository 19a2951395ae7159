package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Mask256;
import org.junit.jupiter.api.Test;

class EmptyProductRuleTest {

    private static final EmptyProductRule RULE = new EmptyProductRule();

    @Test
    void adaptersAloneAndDomainsAloneGiveNoQueue() {
        ConfigurationBuilder configuration = configuration()
                .guest("a", ids(5), Mask256.NONE)
                .guest("b", Mask256.NONE, ids(4))
                .guest("c", Mask256.NONE, Mask256.NONE)
                .guest("d", ids(5), ids(4));

        assertThat(check(RULE, configuration, machine(ids(5), ids(4))))
                .extracting(Finding::message)
                .containsExactly(
                        "a has no queue: it has adapters and no domains.",
                        "b has no queue: it has domains and no adapters.",
                        "c has no queue: it has neither adapters nor domains.");
    }
}
