package io.zmdev.rules;

import static io.zmdev.rules.ConfigurationBuilder.configuration;
import static io.zmdev.rules.MachineBuilder.machine;
import static io.zmdev.rules.RuleTesting.ids;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GenerationsTest {

    /** One finding that the kernel decides, and some that it doesn't. */
    private static List<Finding> findings(String kernel) {
        return Validator.validate(
                configuration().guest("web1", ids(5), ids(4)).build(),
                machine(ids(5), ids(4)).kernel(kernel).build());
    }

    @Test
    void whatTheRecordedGenerationAnswersIsSaidWithoutACaveat() {
        Finding refused = findings("6.12").getFirst();

        assertThat(refused.rule()).isEqualTo("host-owned");
        assertThat(refused.evidence()).contains(KernelBehaviour.Evidence.RECORDED);
        assertThat(refused.message()).doesNotContain("unverified");
    }

    @Test
    void whatAnyOtherGenerationAnswersIsFromSourceAndUnverified() {
        for (String kernel : List.of("5.15", "6.1", "6.8", "6.14", "7.0")) {
            Finding refused = findings(kernel).getFirst();

            assertThat(refused.evidence()).contains(KernelBehaviour.Evidence.SOURCE);
            assertThat(refused.message()).endsWith("(Kernel " + kernel + ": from source, unverified.)");
        }
    }

    @Test
    void whatNoKernelDecidesHasNoCaveat() {
        assertThat(findings("6.8"))
                .filteredOn(finding -> finding.severity() == Severity.ADVICE)
                .isNotEmpty()
                .extracting(Finding::evidence)
                .containsOnly(Optional.empty());
    }
}
