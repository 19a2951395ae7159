package io.zmdev.cli;

import io.zmdev.sim.tracing.Fact;
import io.zmdev.sim.tracing.RequestSummary;
import io.zmdev.sim.tracing.RequestSummary.Beginning;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceDifference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison of traces as text: the first difference, its request side by side, and which other requests differ. */
final class ComparisonText {

    private static final int MAX_OTHERS = 20;

    private ComparisonText() {}

    static String of(TraceComparison comparison, String left, String right) {
        if (comparison.differences().isEmpty()) {
            return "%d request(s): no difference\n".formatted(comparison.requests());
        }
        TraceDifference first = comparison.differences().getFirst();
        StringBuilder text = new StringBuilder("%d request(s), %d differ\n\nFirst difference: request %d%s, %s\n"
                .formatted(
                        comparison.requests(),
                        comparison.differing(),
                        first.request(),
                        first.step().isEmpty() ? "" : ", step " + first.step(),
                        first.what()));
        text.append("  %s: %s\n  %s: %s\n".formatted(left, first.left(), right, first.right()));
        comparison.first().ifPresent(pair -> text.append('\n').append(sideBySide(comparison, pair, left, right)));
        List<TraceDifference> others = comparison.differences().stream()
                .filter(difference -> difference.request() != first.request())
                .toList();
        if (!others.isEmpty()) {
            text.append("\nOther differences\n");
            others.stream()
                    .limit(MAX_OTHERS)
                    .forEach(difference -> text.append("  ").append(difference).append('\n'));
            if (others.size() > MAX_OTHERS) {
                text.append("  and %d more: --json lists them\n".formatted(others.size() - MAX_OTHERS));
            }
        }
        return text.toString();
    }

    private static String sideBySide(TraceComparison comparison, TraceComparison.Pair pair, String left, String right) {
        int request = comparison.differences().getFirst().request();
        Table table = new Table("  ", "", "STEP", "FACT", left, right);
        for (String step : steps(pair)) {
            row(
                    table,
                    isDifferent(comparison, request, step, "step"),
                    step,
                    "",
                    has(pair.left(), step),
                    has(pair.right(), step));
            for (Fact fact : Fact.values()) {
                String leftValues = values(pair.left(), step, fact);
                String rightValues = values(pair.right(), step, fact);
                if (!leftValues.isEmpty() || !rightValues.isEmpty()) {
                    row(
                            table,
                            isDifferent(comparison, request, step, fact.id()),
                            step,
                            fact.id(),
                            leftValues,
                            rightValues);
                }
            }
        }
        row(table, isDifferent(comparison, request, "", "order"), "order", "", order(pair.left()), order(pair.right()));
        return "Request %s, side by side (! differs)\n".formatted(numbers(pair)) + table.text();
    }

    /** One number, or where the traces have different ones both. */
    private static String numbers(TraceComparison.Pair pair) {
        return Stream.of(pair.left(), pair.right())
                .flatMap(Optional::stream)
                .map(request -> Integer.toString(request.number()))
                .distinct()
                .collect(Collectors.joining(" | "));
    }

    private static void row(Table table, boolean different, String step, String fact, String left, String right) {
        table.row(different ? "!" : "", step, fact, left, right);
    }

    private static boolean isDifferent(TraceComparison comparison, int request, String step, String what) {
        return comparison.differences().stream()
                .anyMatch(difference -> difference.request() == request
                        && difference.what().equals(what)
                        && (step.isEmpty() || difference.step().equals(step)));
    }

    private static Set<String> steps(TraceComparison.Pair pair) {
        Set<String> steps = new LinkedHashSet<>();
        pair.left().ifPresent(request -> steps.addAll(request.steps()));
        pair.right().ifPresent(request -> steps.addAll(request.steps()));
        return steps;
    }

    private static String has(Optional<RequestSummary> request, String step) {
        return request.filter(summary -> summary.steps().contains(step)).isPresent() ? "taken" : "-";
    }

    private static String values(Optional<RequestSummary> request, String step, Fact fact) {
        return request.map(summary -> String.join(", ", summary.values(step, fact)))
                .orElse("");
    }

    private static String order(Optional<RequestSummary> request) {
        List<String> words = new ArrayList<>();
        request.ifPresent(summary -> {
            for (Beginning beginning : summary.beginnings()) {
                words.add(beginning.step());
            }
        });
        return String.join(" ", words);
    }
}
