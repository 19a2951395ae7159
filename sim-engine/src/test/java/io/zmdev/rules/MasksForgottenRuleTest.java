package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MasksForgottenRuleTest {

    private static final MasksForgottenRule RULE = new MasksForgottenRule();

    @Test
    void itIsSaidOnceForAllGuests() {
        ConfigurationBuilder configuration =
                configuration().guest("web1", ids(5), ids(4)).guest("web2", ids(6), ids(4));

        Finding finding =
                only(check(RULE, configuration, machine(ids(5, 6), ids(4)).freeAdapters(5, 6)));

        assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
        assertThat(finding.message()).contains("web1 and web2").contains("chzdev");
    }

    @Test
    void whatDoesNotAutostartNeedsNoMasksAtBoot() {
        ConfigurationBuilder configuration = configuration().guest("web1", matrix(ids(5), ids(4)), false);

        assertThat(check(RULE, configuration, machine(ids(5), ids(4)).freeAdapters(5)))
                .isEmpty();
    }
}
