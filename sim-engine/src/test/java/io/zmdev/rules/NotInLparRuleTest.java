package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.ApMatrix;
import org.junit.jupiter.api.Test;

class NotInLparRuleTest {

    private static final NotInLparRule RULE = new NotInLparRule();

    @Test
    void idsThatTheLparLacksAreAssignedAndLeftOut() {
        MachineBuilder machine = machine(ids(5), ids(4)).freeAdapters(5);

        Finding finding = only(check(RULE, configuration().guest("web1", ids(5, 9), ids(4, 0xfe)), machine));

        assertThat(finding.severity()).isEqualTo(Severity.LOSES_REDUNDANCY);
        assertThat(finding.message())
                .isEqualTo("web1 is assigned what it does not get: this LPAR does not have"
                        + " adapter 09, domain 00fe and control domain 00fe.");
        assertThat(finding.kernelAnswer()).isEmpty();
    }

    @Test
    void beforeKernel60TheyAreRefused() {
        MachineBuilder machine = machine(ids(5), ids(4)).freeAdapters(5).kernel("5.15");

        Finding finding = only(check(RULE, configuration().guest("web1", ids(5, 9), ids(4)), machine));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE);
        assertThat(finding.message()).endsWith("The kernel would refuse assign_adapter 0x09 with EADDRNOTAVAIL.");
    }

    @Test
    void controlDomainsAreCheckedAgainstThoseOfTheLpar() {
        MachineBuilder machine = machine(ids(5), ids(4)).freeAdapters(5).controlDomains(ids(4, 80));

        assertThat(check(RULE, configuration().guest("web1", new ApMatrix(ids(5), ids(4), ids(80)), true), machine))
                .isEmpty();
    }
}
