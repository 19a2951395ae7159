package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.Estimate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A result as a table in Markdown; times in µs with the half width of their 95 % interval, a line for each policy. */
public final class ResultTable {

    private ResultTable() {}

    public static String markdown(ApResult result) {
        String cards = result.cards().stream().map(card -> " " + card + " |").collect(Collectors.joining());
        String dashes = "---:|".repeat(result.cards().size());
        return "| policy | answers/s | mean | p50 | p95 | p99 | exits | fairness |" + cards + "\n"
                + "|---|---:|---:|---:|---:|---:|---:|---:|" + dashes + "\n"
                + result.policies().stream().map(ResultTable::line).collect(Collectors.joining());
    }

    private static String line(PolicyResult result) {
        PolicyResult.Responses responses = result.responses();
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %s | %s | %s | %s | %.2f | %.3f |%s\n",
                result.policy(),
                responses.throughput().mean(),
                micros(responses.mean()),
                micros(responses.p50()),
                micros(responses.p95()),
                micros(responses.p99()),
                result.exitsPerRequest().mean(),
                result.fairness().mean(),
                percentages(result.utilisation()));
    }

    private static String micros(Estimate nanos) {
        return String.format(Locale.ROOT, "%.1f ± %.1f", nanos.mean() / 1000, nanos.halfWidth() / 1000);
    }

    private static String percentages(List<Estimate> utilisation) {
        return utilisation.stream()
                .map(part -> String.format(Locale.ROOT, " %.0f %% |", 100 * part.mean()))
                .collect(Collectors.joining());
    }
}
