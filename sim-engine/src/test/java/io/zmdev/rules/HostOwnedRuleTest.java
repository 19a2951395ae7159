package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static io.zmdev.rules.RuleTesting.queues;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HostOwnedRuleTest {

    private static final HostOwnedRule RULE = new HostOwnedRule();

    @Test
    void queuesThatTheMasksReserveAreNamedWithTheBitsThatReserveThem() {
        MachineBuilder machine =
                machine(ids(5, 7), ids(4, 0x50)).freeAdapters(5).kernel("6.8");

        Finding finding = only(check(RULE, configuration().guest("web2", ids(5, 7), ids(4, 0x50)), machine));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.message())
                .isEqualTo("web2 cannot take 07.0004 and 07.0050: the host's drivers own them."
                        + " The kernel would refuse assign_domain 0x0004 with EADDRNOTAVAIL.");
        assertThat(finding.culprit()).contains(new Culprit.HostDrivers(ids(7), ids(4, 0x50)));
        assertThat(finding.culprit().orElseThrow().where()).isEqualTo("/sys/bus/ap/apmask, /sys/bus/ap/aqmask");
    }

    @Test
    void whatTheConfigurationFreesIsNotTheHosts() {
        MaskRequest free =
                new MaskRequest(ids(7), Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());
        MachineBuilder machine = machine(ids(7), ids(4));

        assertThat(check(RULE, configuration().masks(free).guest("web2", ids(7), ids(4)), machine))
                .isEmpty();
    }

    @Test
    void freeingTakesTheAdapterOrTheDomainWhicheverTheHostMissesLess() {
        MachineBuilder wide = machine(ids(7), ids(1, 2, 3, 4));
        MachineBuilder tall = machine(ids(5, 6, 7, 8), ids(4));

        assertThat(only(check(RULE, configuration().guest("g", ids(7), ids(4)), wide))
                        .fixes())
                .extracting(Fix::label)
                .contains("Free domain 0004");
        assertThat(only(check(RULE, configuration().guest("g", ids(7), ids(4)), tall))
                        .fixes())
                .extracting(Fix::label)
                .contains("Free adapter 07");
    }

    @Test
    void aDriverOverrideGoesBeforeTheMasksAndFreeingIsNotOffered() {
        MachineBuilder machine = machine(ids(5), ids(4, 5)).kernel("7.0").override("05.0004", "vfio_ap");

        Finding finding = only(check(RULE, configuration().guest("web1", ids(5), ids(4, 5)), machine));

        assertThat(finding.apqns()).isEqualTo(queues("05.0005"));
        assertThat(finding.fixes()).extracting(Fix::label).noneMatch(label -> label.startsWith("Free"));
    }

    @Test
    void unreadableMasksAreNotJudgedHere() {
        MachineBuilder machine = machine(ids(5), ids(4)).unreadableApmask();

        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4)), machine))
                .isEmpty();
    }
}
