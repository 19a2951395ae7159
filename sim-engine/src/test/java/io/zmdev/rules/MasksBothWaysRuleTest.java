package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Configuration;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasksBothWaysRuleTest {

    private static final MasksBothWaysRule RULE = new MasksBothWaysRule();

    @Test
    void anAbsoluteMaskAndListsOfTheSameKindAreAContradiction() {
        MaskRequest masks = new MaskRequest(
                ids(5), Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.of(Mask256.ALL), Optional.empty());

        Finding finding = only(check(RULE, configuration().masks(masks), machine(ids(5), ids(4))));

        assertThat(finding.message()).contains("absolute apmask").contains("freeAdapters");
        Configuration fixed =
                finding.fixes().getFirst().applyTo(configuration().masks(masks).build());
        assertThat(fixed.masks().freeAdapters()).isEqualTo(Mask256.NONE);
        assertThat(fixed.masks().apmask()).contains(Mask256.ALL);
    }

    @Test
    void anAbsoluteMaskOfOneKindAndListsOfTheOtherAreFine() {
        MaskRequest masks = new MaskRequest(
                Mask256.NONE, ids(4), Mask256.NONE, Mask256.NONE, Optional.of(Mask256.ALL), Optional.empty());

        assertThat(check(RULE, configuration().masks(masks), machine(ids(5), ids(4))))
                .isEmpty();
    }

    @Test
    void anIdCannotBeBothFreedAndReserved() {
        MaskRequest masks =
                new MaskRequest(ids(5, 6), Mask256.NONE, ids(6), Mask256.NONE, Optional.empty(), Optional.empty());

        assertThat(only(check(RULE, configuration().masks(masks), machine(ids(5), ids(4))))
                        .message())
                .isEqualTo("The masks both free and reserve adapter 06.");
    }
}
