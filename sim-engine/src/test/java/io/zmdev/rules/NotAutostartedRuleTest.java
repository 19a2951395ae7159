package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NotAutostartedRuleTest {

    private static final NotAutostartedRule RULE = new NotAutostartedRule();

    @Test
    void aGuestsDeviceThatIsStartedByHandIsMissingAfterAReboot() {
        ConfigurationBuilder configuration = configuration().guest("web1", matrix(ids(5), ids(4)), false);

        Finding finding = only(check(RULE, configuration, machine(ids(5), ids(4))));

        assertThat(finding.message()).isEqualTo("web1 is not made at boot: after a reboot web1 cannot start with it.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Autostart web1");
    }

    @Test
    void aDeviceOfNoGuestMayBeStartedByHand() {
        ConfigurationBuilder configuration = configuration()
                .device(
                        new DesiredDevice.Matrix(uuid("spare"), "spare", false, State.PRESENT, matrix(ids(5), ids(4))),
                        Optional.empty());

        assertThat(check(RULE, configuration, machine(ids(5), ids(4)))).isEmpty();
    }
}
