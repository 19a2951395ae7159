package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AbsentSubchannelRuleTest {

    private static final AbsentSubchannelRule RULE = new AbsentSubchannelRule();

    @Test
    void aDeviceNeedsItsSubchannel() {
        Finding finding = only(check(
                RULE,
                configuration().ccw("web1", "disk", "0.0.0009", Optional.empty()),
                machine(Mask256.NONE, Mask256.NONE)));

        assertThat(finding.message()).contains("this machine has no subchannel 0.0.0009");
        assertThat(finding.kernelAnswer())
                .contains(new KernelAnswer(Errno.ENOENT, "/sys/bus/css/devices/0.0.0009/driver_override", "vfio_ccw"));
    }
}
