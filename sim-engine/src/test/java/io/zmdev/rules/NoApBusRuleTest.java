package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Mask256;
import org.junit.jupiter.api.Test;

class NoApBusRuleTest {

    private static final NoApBusRule RULE = new NoApBusRule();

    @Test
    void aMachineWithoutApBusCannotHaveAMatrix() {
        MachineBuilder machine = machine(Mask256.NONE, Mask256.NONE).withoutApBus();

        assertThat(only(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine))
                        .severity())
                .isEqualTo(Severity.IMPOSSIBLE);
        assertThat(check(RULE, configuration(), machine)).isEmpty();
    }
}
