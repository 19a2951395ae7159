package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MixedModesRuleTest {

    private static final MixedModesRule RULE = new MixedModesRule();

    private static MachineBuilder lab() {
        return machine(ids(5, 10, 11), ids(4))
                .freeAdapters(5, 10, 11)
                .card(10, "CEX7C")
                .card(11, "CEX7C");
    }

    @Test
    void aModeOnOneCardDoesNotSurviveItsLoss() {
        Finding finding = only(check(RULE, configuration().guest("web1", ids(5, 11), ids(4)), lab()));

        assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
        assertThat(finding.message())
                .isEqualTo("web1 mixes CCA-Coproc (0b) and EP11-Coproc (05):"
                        + " no mode with one card survives its loss.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Add adapter 0a");
    }

    @Test
    void cardsOfOneModeAreFine() {
        assertThat(check(RULE, configuration().guest("web1", ids(10, 11), ids(4)), lab()))
                .isEmpty();
    }
}
