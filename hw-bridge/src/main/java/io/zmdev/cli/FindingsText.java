package io.zmdev.cli;

import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.rules.Severity;
import java.util.List;

/** What validation found, as text: the worst first, each with the ways out. */
final class FindingsText {

    private FindingsText() {}

    static String of(String configuration, List<Finding> findings) {
        if (findings.isEmpty()) {
            return configuration + ": no findings.\n";
        }
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
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
        return text.toString();
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
