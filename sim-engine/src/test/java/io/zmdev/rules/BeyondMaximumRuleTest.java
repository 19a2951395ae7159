package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.ApMatrix;
import org.junit.jupiter.api.Test;

class BeyondMaximumRuleTest {

    private static final BeyondMaximumRule RULE = new BeyondMaximumRule();

    private static MachineBuilder lab() {
        return machine(ids(5), ids(4)).freeAdapters(5).highest(63, 84).kernel("6.8");
    }

    @Test
    void idsUpToTheHighestAreLeftToOtherRules() {
        assertThat(check(RULE, configuration().guest("web1", ids(63), ids(84)), lab()))
                .isEmpty();
    }

    @Test
    void idsAboveTheHighestAreRefusedOneByOne() {
        Finding finding = only(check(RULE, configuration().guest("web1", ids(5, 64), ids(4)), lab()));

        assertThat(finding.message())
                .isEqualTo("web1 cannot take adapter 40 (the highest is 3f): this machine cannot have them."
                        + " The kernel would refuse assign_adapter 0x40 with ENODEV.");
        assertThat(finding.culprit()).contains(new Culprit.MachineFact("/sys/bus/ap/ap_max_adapter_id"));
    }

    @Test
    void aControlDomainCanBeTooHighAlone() {
        ApMatrix matrix = new ApMatrix(ids(5), ids(4), ids(4, 85));

        Finding finding = only(check(RULE, configuration().guest("web1", matrix, true), lab()));

        assertThat(finding.kernelAnswer().orElseThrow().path()).endsWith("/assign_control_domain");
        assertThat(finding.kernelAnswer().orElseThrow().value()).isEqualTo("0x0055");
    }

    @Test
    void theFixDropsExactlyWhatIsTooHigh() {
        ConfigurationBuilder configuration = configuration().guest("web1", ids(5, 64), ids(4, 100));

        Fix fix = only(check(RULE, configuration, lab())).fixes().getFirst();

        assertThat(fix.applyTo(configuration.build()))
                .isEqualTo(configuration().guest("web1", ids(5), ids(4)).build());
    }
}
