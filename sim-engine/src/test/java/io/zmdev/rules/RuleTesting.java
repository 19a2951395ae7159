package io.zmdev.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Arrays;
import java.util.List;

/** What the tests of all rules share. */
final class RuleTesting {

    private RuleTesting() {}

    /** What one rule says. */
    static List<Finding> check(Rule rule, ConfigurationBuilder configuration, MachineBuilder machine) {
        List<Finding> findings =
                rule.check(Situation.of(configuration.build(), machine.build())).toList();
        assertThat(findings)
                .extracting(Finding::rule)
                .containsOnly(findings.isEmpty() ? new String[0] : new String[] {rule.name()});
        return findings;
    }

    static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    static Mask256 ids(int... ids) {
        return Mask256.of(ids);
    }

    static List<Apqn> queues(String... apqns) {
        return Arrays.stream(apqns).map(Apqn::parse).toList();
    }
}
