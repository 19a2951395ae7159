package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UuidTakenRuleTest {

    private static final UuidTakenRule RULE = new UuidTakenRule();

    @Test
    void aUuidThatAnotherKindOfDeviceHasIsTaken() {
        MachineBuilder machine = machine(ids(5), ids(4)).activeCcw("web1", "0.0.0001");

        Finding finding = only(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine));

        assertThat(finding.message())
                .contains(uuid("web1") + " is already a vfio_ccw-io device on 0.0.0001")
                .endsWith("with EEXIST.");
    }

    @Test
    void aDeviceThatMovesToAnotherSubchannelIsAnother() {
        MachineBuilder machine = machine(ids(5), ids(4)).activeCcw("disk", "0.0.0001");

        assertThat(check(RULE, configuration().ccw("web1", "disk", "0.0.0002", Optional.empty()), machine))
                .hasSize(1);
        assertThat(check(RULE, configuration().ccw("web1", "disk", "0.0.0001", Optional.empty()), machine))
                .isEmpty();
    }
}
