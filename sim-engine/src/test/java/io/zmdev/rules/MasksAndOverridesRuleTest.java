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

class MasksAndOverridesRuleTest {

    private static final MasksAndOverridesRule RULE = new MasksAndOverridesRule();

    private static final MaskRequest FREE_5 =
            new MaskRequest(ids(5), Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());

    @Test
    void masksCannotChangeWhileAQueueHasAnOverride() {
        MachineBuilder machine = machine(ids(5), ids(4)).kernel("7.0").override("05.0004", "vfio_ap");

        Finding finding = only(check(RULE, configuration().masks(FREE_5), machine));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.message())
                .isEqualTo("The masks cannot change: 05.0004 has driver_override vfio_ap."
                        + " The kernel would refuse the write to apmask with EINVAL.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Leave the masks as they are");
    }

    @Test
    void leavingTheMasksIsNotOfferedWhenAGuestNeedsWhatTheyFree() {
        MachineBuilder machine = machine(ids(5, 6), ids(4)).kernel("7.0").override("06.0004", "vfio_ap");
        ConfigurationBuilder configuration = configuration().masks(FREE_5).guest("web1", ids(5), ids(4));

        assertThat(only(check(RULE, configuration, machine)).fixes()).isEmpty();
    }

    @Test
    void masksThatStayAsTheyAreDoNotMind() {
        MachineBuilder machine = machine(ids(5), ids(4)).kernel("7.0").override("05.0004", "vfio_ap");

        assertThat(check(RULE, configuration(), machine)).isEmpty();
    }
}
