package io.zmdev.rules;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import java.util.Comparator;
import java.util.List;

/** All rules over one configuration. */
public final class Validator {

    private static final List<Rule> RULES = List.of();

    private Validator() {}

    /** Every finding, the worst first; the order is the same for the same input. */
    public static List<Finding> validate(Configuration configuration, Machine machine) {
        return RULES.stream()
                .flatMap(rule -> rule.check(configuration, machine))
                .sorted(Comparator.comparing(Finding::severity))
                .toList();
    }

    /** Whether one of the findings refuses the configuration. */
    public static boolean refused(List<Finding> findings) {
        return findings.stream().anyMatch(finding -> finding.severity().refuses());
    }
}
