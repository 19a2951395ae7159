package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuestDevnoTakenRuleTest {

    private static final GuestDevnoTakenRule RULE = new GuestDevnoTakenRule();

    private static MachineBuilder lab() {
        return machine(Mask256.NONE, Mask256.NONE);
    }

    @Test
    void twoDevicesOfAGuestHaveTwoNumbers() {
        ConfigurationBuilder configuration = configuration()
                .ccw("web1", "disk1", "0.0.0001", Optional.of("fe.0.0001"))
                .ccw("web1", "disk2", "0.0.0002", Optional.of("fe.0.0001"));

        Finding finding = only(check(RULE, configuration, lab()));

        assertThat(finding.message()).contains("disk2 cannot be fe.0.0001 in web1: disk1 is");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Make it fe.0.0002");
    }

    @Test
    void devicesOfTwoGuestsMayHaveTheSame() {
        ConfigurationBuilder configuration = configuration()
                .ccw("web1", "disk1", "0.0.0001", Optional.of("fe.0.0001"))
                .ccw("web2", "disk2", "0.0.0002", Optional.of("fe.0.0001"));

        assertThat(check(RULE, configuration, lab())).isEmpty();
    }
}
