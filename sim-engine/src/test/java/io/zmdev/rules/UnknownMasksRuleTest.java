package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnknownMasksRuleTest {

    private static final UnknownMasksRule RULE = new UnknownMasksRule();

    @Test
    void anUnreadableMaskIsNeverTakenForFree() {
        MachineBuilder machine = machine(ids(5), ids(4)).unreadableApmask();

        Finding finding = only(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine));

        assertThat(finding.severity()).isEqualTo(Severity.UNKNOWN);
        assertThat(finding.severity().refuses()).isTrue();
        assertThat(finding.message())
                .isEqualTo("Whether the host's drivers own 05.0004 of web1 cannot be judged:"
                        + " /sys/bus/ap/apmask could not be read (EACCES).");
    }

    @Test
    void whatTheConfigurationItselfFreesIsFreeWhateverTheMaskWas() {
        MachineBuilder machine = machine(ids(5), ids(4)).unreadableApmask();
        MaskRequest free =
                new MaskRequest(ids(5), Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());

        assertThat(check(RULE, configuration().masks(free).guest("web1", ids(5), ids(4)), machine))
                .isEmpty();
    }

    @Test
    void aDomainThatTheReadableMaskFreesIsFreeToo() {
        MachineBuilder machine = machine(ids(5), ids(4))
                .masks(Mask256.ALL, Mask256.ALL.without(4))
                .unreadableApmask();

        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine))
                .isEmpty();
    }
}
