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

class SecondMatrixRuleTest {

    private static final SecondMatrixRule RULE = new SecondMatrixRule();

    private static ConfigurationBuilder twoDevices() {
        return configuration()
                .guest("web1", ids(5), ids(4))
                .device(
                        new DesiredDevice.Matrix(uuid("spare"), "spare", true, State.PRESENT, matrix(ids(6), ids(4))),
                        Optional.of("web1"));
    }

    @Test
    void aGuestHasOneMatrixDevice() {
        Finding finding =
                only(check(RULE, twoDevices(), machine(ids(5, 6), ids(4)).freeAdapters(5, 6)));

        assertThat(finding.message())
                .startsWith("web1 cannot have spare as well as web1: a guest can have one vfio-ap device.")
                .endsWith("with EPERM.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Take spare from web1");
    }

    @Test
    void channelDevicesDoNotCount() {
        ConfigurationBuilder configuration =
                configuration().guest("web1", ids(5), ids(4)).ccw("web1", "disk", "0.0.0001", Optional.empty());

        assertThat(check(RULE, configuration, machine(ids(5), ids(4)))).isEmpty();
    }

    @Test
    void aDeviceThatTheGuestHasAndNobodyManagesCounts() {
        MachineBuilder machine = machine(ids(5, 6), ids(4)).active("web1", true, matrix(ids(5), ids(4)));
        ConfigurationBuilder configuration = configuration()
                .device(
                        new DesiredDevice.Matrix(uuid("spare"), "spare", true, State.PRESENT, matrix(ids(6), ids(4))),
                        Optional.of("web1"));

        assertThat(only(check(RULE, configuration, machine)).device()).contains(uuid("spare"));
    }
}
