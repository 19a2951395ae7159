package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import org.junit.jupiter.api.Test;

class ControlWithoutUsageRuleTest {

    private static final ControlWithoutUsageRule RULE = new ControlWithoutUsageRule();

    @Test
    void controlDomainsNeedAUsageDomain() {
        ApMatrix control = new ApMatrix(ids(5), Mask256.NONE, ids(4));

        assertThat(only(check(RULE, configuration().guest("web1", control, true), machine(ids(5), ids(4))))
                        .message())
                .contains("control domain 0004 and no usage domain");
        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine(ids(5), ids(4))))
                .isEmpty();
    }
}
