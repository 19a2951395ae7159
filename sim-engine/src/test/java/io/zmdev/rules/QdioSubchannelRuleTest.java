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

class QdioSubchannelRuleTest {

    private static final QdioSubchannelRule RULE = new QdioSubchannelRule();

    private static List<Finding> on(String deviceType) {
        return check(
                RULE,
                configuration().ccw("web1", "osa", "0.0.0001", Optional.empty()),
                machine(Mask256.NONE, Mask256.NONE).subchannel("0.0.0001", "io_subchannel", deviceType, false));
    }

    @Test
    void vfioCcwRefusesNetworkAndFcpAdapters() {
        assertThat(only(on("1731/01 1732/01")).message())
                .isEqualTo("osa cannot have subchannel 0.0.0001: its device is 1731/01 1732/01, and vfio_ccw does not"
                        + " support QDIO. The kernel would refuse the write of 0.0.0001 to bind with ENODEV.");
        assertThat(on("1731/03 1732/03")).hasSize(1);
    }

    @Test
    void disksAreFine() {
        assertThat(on("3990/e9 3390/0c")).isEmpty();
    }
}
