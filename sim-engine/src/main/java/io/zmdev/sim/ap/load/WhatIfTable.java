package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Before and after for every guest at once, as tables in Markdown: one for each policy, a line for each guest, a column for each
 * change; mean response times in µs with the half width of their 95 % interval.
 */
public final class WhatIfTable {

    private WhatIfTable() {}

    public static String markdown(WhatIfResult result) {
        return IntStream.range(0, result.before().policies().size())
                .mapToObj(policy -> table(result, policy))
                .collect(Collectors.joining("\n"));
    }

    private static String table(WhatIfResult result, int policy) {
        PolicyResult before = result.before().policies().get(policy);
        List<PolicyResult> after = result.changes().stream()
                .map(change -> change.after().policies().get(policy))
                .toList();
        String header = result.changes().stream()
                .map(change -> " " + change.what().question() + " |")
                .collect(Collectors.joining());
        StringBuilder table = new StringBuilder("| %s | as it is |%s\n".formatted(before.policy(), header))
                .append("|---|---:|")
                .append("---:|".repeat(after.size()))
                .append('\n');
        for (int guest = 0; guest < before.guests().size(); guest++) {
            table.append("| ")
                    .append(before.guests().get(guest).name())
                    .append(" | ")
                    .append(mean(before, guest))
                    .append(" |");
            for (PolicyResult changed : after) {
                table.append(' ').append(mean(changed, guest)).append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    private static String mean(PolicyResult result, int guest) {
        Estimate nanos = result.guests().get(guest).responses().mean();
        return Double.isNaN(nanos.mean())
                ? "no answer"
                : String.format(Locale.ROOT, "%.1f ± %.1f", nanos.mean() / 1000, nanos.halfWidth() / 1000);
    }
}
