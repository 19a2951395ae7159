package io.zmdev.cli;

import io.zmdev.rules.Culprit;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.rules.Severity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What validation found, as text: the worst first, each with the ways out; of many that are alike some and how many more. */
final class FindingsText {

    private static final int MOST_ALIKE = 20;

    private FindingsText() {}

    static String of(String configuration, List<Finding> findings) {
        if (findings.isEmpty()) {
            return configuration + ": no findings.\n";
        }
        StringBuilder text = new StringBuilder();
        Map<String, Integer> shown = new LinkedHashMap<>();
        for (Finding finding : findings) {
            int before = shown.merge(kind(finding), 1, Integer::sum) - 1;
            if (before < MOST_ALIKE) {
                append(text, finding);
            }
        }
        shown.forEach((kind, count) -> {
            if (count > MOST_ALIKE) {
                text.append("… and %d more %s; --json lists them\n".formatted(count - MOST_ALIKE, kind));
            }
        });
        return text.toString();
    }

    /** Findings of one rule, and where another device stands in the way, of one owner. */
    private static String kind(Finding finding) {
        return finding.culprit().orElse(null) instanceof Culprit.Device owner
                ? "[%s] because of %s".formatted(finding.rule(), owner.name())
                : "[%s]".formatted(finding.rule());
    }

    private static void append(StringBuilder text, Finding finding) {
        text.append("%s [%s] %s\n".formatted(severity(finding.severity()), finding.rule(), finding.message()));
        for (Fix fix : finding.fixes()) {
            text.append("    fix: ").append(fix.label());
            if (fix.guestsLosingQueues() > 0) {
                text.append(" (%d other guest%s would lose queues)"
                        .formatted(fix.guestsLosingQueues(), fix.guestsLosingQueues() == 1 ? "" : "s"));
            }
            text.append('\n');
        }
    }

    private static String severity(Severity severity) {
        return switch (severity) {
            case IMPOSSIBLE -> "REFUSED";
            case IMPOSSIBLE_TOGETHER -> "NOT TOGETHER";
            case UNKNOWN -> "UNKNOWN";
            case LOSES_REDUNDANCY -> "WARNING";
            case ADVICE -> "ADVICE";
        };
    }
}
