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

class UntestedDeviceRuleTest {

    private static final UntestedDeviceRule RULE = new UntestedDeviceRule();

    private static List<Finding> on(String deviceType) {
        return check(
                RULE,
                configuration().ccw("web1", "dev", "0.0.0001", Optional.empty()),
                machine(Mask256.NONE, Mask256.NONE).subchannel("0.0.0001", "io_subchannel", deviceType, false));
    }

    @Test
    void onlyEckdDisksAreTested() {
        assertThat(on("3990/e9 3390/0c")).isEmpty();
        assertThat(on("2107/e8 3390/0a")).isEmpty();
        assertThat(only(on("3270/00")).severity()).isEqualTo(Severity.ADVICE);
        assertThat(only(on("3590/50 3590/50")).message()).contains("3590/50 3590/50, not ECKD DASD");
    }
}
