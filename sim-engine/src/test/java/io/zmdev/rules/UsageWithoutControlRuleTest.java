package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import org.junit.jupiter.api.Test;

class UsageWithoutControlRuleTest {

    private static final UsageWithoutControlRule RULE = new UsageWithoutControlRule();

    @Test
    void aUsageDomainThatIsNotControlledCannotBeAdministered() {
        ConfigurationBuilder configuration =
                configuration().guest("web1", new ApMatrix(ids(5), ids(4, 0x47), ids(4)), true);

        Finding finding = only(check(RULE, configuration, machine(ids(5), ids(4, 0x47))));

        assertThat(finding.message())
                .isEqualTo("web1 uses domain 0047 and cannot administer it: not among its control domains.");
        assertThat(finding.fixes()).extracting(Fix::label).containsExactly("Control 0047 too");
    }

    @Test
    void aDomainThatTheLparDoesNotControlIsNotAdvised() {
        ConfigurationBuilder configuration =
                configuration().guest("web1", new ApMatrix(ids(5), ids(4), Mask256.NONE), true);

        assertThat(check(RULE, configuration, machine(ids(5), ids(4)).controlDomains(ids(9))))
                .isEmpty();
    }
}
