package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VirtualMatrixRuleTest {

    private static final VirtualMatrixRule RULE = new VirtualMatrixRule();

    private static DesiredDevice.VirtualMatrix lab() {
        VirtualMapping mapping =
                new VirtualMapping(new TreeMap<>(Map.of(4, ids(5, 6))), new TreeMap<>(Map.of(0, ids(8))));
        return new DesiredDevice.VirtualMatrix(uuid("lab"), "lab", true, State.PRESENT, "least-work", mapping);
    }

    @Test
    void aVirtualMatrixIsSaidToBeForTheSimulatorAndTheRealQueuesAreOffered() {
        ConfigurationBuilder configuration = configuration().device(lab(), Optional.empty());
        MachineBuilder machine = machine(ids(5, 6), ids(8)).freeAdapters(5, 6);

        Finding finding = only(check(RULE, configuration, machine));

        assertThat(finding.severity()).isEqualTo(Severity.ADVICE);
        assertThat(finding.message()).contains("no kernel implements that");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Pass 05.0008 and 06.0008 through");
        assertThat(finding.fixes().getFirst().applyTo(configuration.build()).mediatedDevices())
                .singleElement()
                .isInstanceOf(DesiredDevice.Matrix.class);
    }

    @Test
    void queuesOfTheHostAreNotOffered() {
        assertThat(only(check(RULE, configuration().device(lab(), Optional.empty()), machine(ids(5, 6), ids(8))))
                        .fixes())
                .isEmpty();
    }
}
