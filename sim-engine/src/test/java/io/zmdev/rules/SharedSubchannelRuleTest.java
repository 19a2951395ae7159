package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.uuid;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice.State;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharedSubchannelRuleTest {

    private static final SharedSubchannelRule RULE = new SharedSubchannelRule();

    private static MachineBuilder lab() {
        return machine(Mask256.NONE, Mask256.NONE).subchannel("0.0.0001", "vfio_ccw", "3990/e9 3390/0c", false);
    }

    @Test
    void aSubchannelTakesOneDevice() {
        ConfigurationBuilder configuration = configuration()
                .ccw("web1", "disk1", "0.0.0001", Optional.empty())
                .ccw("web2", "disk2", "0.0.0001", Optional.empty());

        Finding finding = only(check(RULE, configuration, lab()));

        assertThat(finding.message())
                .isEqualTo("disk2 cannot have subchannel 0.0.0001: it belongs to disk1."
                        + " The kernel would refuse the write to create with EUSERS.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Remove disk2", "Remove disk1");
        assertThat(only(check(RULE, configuration, lab().kernel("5.15")))
                        .kernelAnswer()
                        .orElseThrow()
                        .errno())
                .isEqualTo(Errno.EPERM);
    }

    @Test
    void whoIsActiveOnItIsTheOwner() {
        ConfigurationBuilder configuration = configuration().ccw("web2", "disk2", "0.0.0001", Optional.empty());

        Finding finding = only(check(RULE, configuration, lab().activeCcw("disk1", "0.0.0001")));

        assertThat(finding.device()).contains(uuid("disk2"));
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Remove disk2");
    }

    @Test
    void anActiveDeviceThatShallBeAbsentMakesRoom() {
        ConfigurationBuilder configuration = configuration()
                .ccw("web1", "disk1", "0.0.0001", Optional.empty())
                .edit(new ConfigurationEdit.SetState(uuid("disk1"), State.ABSENT))
                .ccw("web2", "disk2", "0.0.0001", Optional.empty());

        assertThat(check(RULE, configuration, lab().activeCcw("disk1", "0.0.0001")))
                .isEmpty();
    }
}
