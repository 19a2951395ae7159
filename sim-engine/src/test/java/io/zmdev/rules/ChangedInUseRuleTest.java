package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.ConfigurationBuilder.matrix;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.check;
import static io.zmdev.rules.RuleTesting.ids;
import static io.zmdev.rules.RuleTesting.only;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangedInUseRuleTest {

    private static final ChangedInUseRule RULE = new ChangedInUseRule();

    private static MachineBuilder lab() {
        return machine(ids(5), ids(4, 0x47)).freeAdapters(5).active("web1", true, matrix(ids(5), ids(4)));
    }

    @Test
    void beforeKernel60AMatrixCannotChangeWhileItsGuestRuns() {
        Finding finding = only(check(RULE, configuration().guest("web1", ids(5), ids(4, 0x47)), lab().kernel("5.15")));

        assertThat(finding.severity()).isEqualTo(Severity.IMPOSSIBLE_TOGETHER);
        assertThat(finding.message()).endsWith("The kernel would refuse assign_domain 0x0047 with EBUSY.");
    }

    @Test
    void anUnchangedMatrixIsNotWritten() {
        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4)), lab().kernel("5.15")))
                .isEmpty();
    }

    @Test
    void fromKernel60OnItMayChange() {
        assertThat(check(RULE, configuration().guest("web1", ids(5), ids(4, 0x47)), lab().kernel("6.1")))
                .isEmpty();
    }
}
