package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Observed;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MixedMatrixTypesRuleTest {

    private static final MixedMatrixTypesRule RULE = new MixedMatrixTypesRule();

    private static DesiredDevice.VirtualMatrix lab() {
        VirtualMapping mapping =
                new VirtualMapping(new TreeMap<>(Map.of(4, ids(5, 6))), new TreeMap<>(Map.of(0, ids(8))));
        return new DesiredDevice.VirtualMatrix(uuid("lab"), "lab", true, State.PRESENT, "least-work", mapping);
    }

    @Test
    void aMachineHasPassthroughOrVirtualMatrixDevices() {
        ConfigurationBuilder configuration =
                configuration().device(lab(), Optional.of("lab")).guest("web1", ids(5), ids(4));

        Finding finding = only(check(RULE, configuration, machine(ids(5), ids(4))));

        assertThat(finding.message()).contains("lab is a virtual matrix device and web1 has a passthrough one");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Remove lab");
    }

    @Test
    void anUnlistedActiveDeviceCountsToo() {
        MachineBuilder machine = machine(ids(5), ids(4))
                .with(new MediatedDevice.VirtualMatrix(uuid("lab"), Observed.known(lab().mapping())));

        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine))
                .hasSize(1);
    }

    @Test
    void virtualDevicesAloneAreFine() {
        assertThat(check(RULE, configuration().device(lab(), Optional.empty()), machine(ids(5), ids(4))))
                .isEmpty();
    }
}
