package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.Mask256;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostLosesDeviceRuleTest {

    private static final HostLosesDeviceRule RULE = new HostLosesDeviceRule();
    private static final String DISK = "3990/e9 3390/0c";

    private static List<Finding> on(MachineBuilder machine) {
        return check(RULE, configuration().ccw("web1", "disk", "0.0.0001", Optional.empty()), machine);
    }

    private static MachineBuilder lab() {
        return machine(Mask256.NONE, Mask256.NONE);
    }

    @Test
    void aDiskThatIsOnlineIsInUseOnTheHost() {
        assertThat(only(on(lab().subchannel("0.0.0001", "io_subchannel", DISK, true)))
                        .message())
                .isEqualTo("disk takes subchannel 0.0.0001 from the host: the host has its device 0.0.2b01 online.");
    }

    @Test
    void aDiskThatIsOfflineOrBoundToVfioCcwIsNot() {
        assertThat(on(lab().subchannel("0.0.0001", "io_subchannel", DISK, false)))
                .isEmpty();
        assertThat(on(lab().subchannel("0.0.0001", "vfio_ccw", DISK, false))).isEmpty();
    }

    @Test
    void whatCannotBeReadIsNotTakenForUnused() {
        Observed<Optional<String>> io = Observed.known(Optional.of("io_subchannel"));

        assertThat(only(on(lab().subchannel("0.0.0001", io, DISK, Observed.unknown("/sys/online", "EACCES"))))
                        .message())
                .contains("cannot be judged: /sys/online could not be read (EACCES)");
        assertThat(only(on(lab().subchannel(
                                        "0.0.0001",
                                        Observed.unknown("/sys/driver", "EACCES"),
                                        DISK,
                                        Observed.known(Optional.empty()))))
                        .message())
                .contains("cannot be judged: /sys/driver could not be read (EACCES)");
    }
}
