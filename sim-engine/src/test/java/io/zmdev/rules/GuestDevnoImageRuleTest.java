package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Mask256;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestDevnoImageRuleTest {

    private static final GuestDevnoImageRule RULE = new GuestDevnoImageRule();

    private static List<Finding> with(String number) {
        return check(
                RULE,
                configuration().ccw("web1", "disk", "0.0.0001", Optional.of(number)),
                machine(Mask256.NONE, Mask256.NONE));
    }

    @Test
    void theImageOfAGuestsDevicesIsFe() {
        assertThat(with("fe.0.0001")).isEmpty();
        assertThat(only(with("0.0.0001")).fixes()).extracting(Fix::label).containsExactly("Make it fe.0.0001");
    }
}
