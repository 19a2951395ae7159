package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.mdev.DesiredDevice.State;
import org.junit.jupiter.api.Test;

class UndefinedDeviceRuleTest {

    private static final UndefinedDeviceRule RULE = new UndefinedDeviceRule();

    private static ConfigurationBuilder attached() {
        return configuration().edit(new ConfigurationEdit.AttachToGuest(uuid("web1"), "web1"));
    }

    @Test
    void aGuestCannotHaveADeviceThatNobodyDefines() {
        Finding finding = only(check(RULE, attached(), machine(ids(5), ids(4))));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.message()).contains("neither this configuration nor the machine has it");
    }

    @Test
    void aDeviceThatIsActiveOnTheMachineNeedsNoDefinition() {
        MachineBuilder machine = machine(ids(5), ids(4)).active("web1", false, matrix(ids(5), ids(4)));

        assertThat(check(RULE, attached(), machine)).isEmpty();
    }

    @Test
    void aDeviceThatShallBeAbsentIsUndefinedForItsGuest() {
        ConfigurationBuilder configuration = configuration()
                .guest("web1", ids(5), ids(4))
                .edit(new ConfigurationEdit.SetState(uuid("web1"), State.ABSENT))
                .edit(new ConfigurationEdit.AttachToGuest(uuid("web1"), "web1"));

        assertThat(only(check(RULE, configuration, machine(ids(5), ids(4)))).message())
                .contains("the configuration says that it shall be absent");
    }
}
