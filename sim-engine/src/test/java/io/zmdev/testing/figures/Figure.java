package io.zmdev.testing.figures;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was measured once. Every program that measures prints its figures as lines, between whatever else it prints.
 *
 * @param name the name in docs/benchmarks.md, without space
 * @param unit {@code /s}, {@code ms}, {@code MiB}, {@code %}, or {@code times} another figure
 */
public record Figure(String name, double value, String unit) {

    private static final Pattern LINE = Pattern.compile("figure (\\S+) (\\S+) (\\S+)");
    private static final int GROUPED_FROM = 1000;

    /** The figure that a line is; empty where it is another line. */
    static Optional<Figure> parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new Figure(matcher.group(1), Double.parseDouble(matcher.group(2)), matcher.group(3)))
                : Optional.empty();
    }

    /** By name the median of each figure among the lines; of an even number the upper one. */
    public static Map<String, Figure> medians(Stream<String> lines) {
        return lines.map(Figure::parse)
                .flatMap(Optional::stream)
                .collect(Collectors.groupingBy(
                        Figure::name, Collectors.collectingAndThen(Collectors.toList(), Figure::median)));
    }

    private static Figure median(List<Figure> measured) {
        return measured.stream()
                .sorted(Comparator.comparingDouble(Figure::value))
                .toList()
                .get(measured.size() / 2);
    }

    /** Prints the figure as a line. */
    public void print() {
        System.out.printf(Locale.ROOT, "figure %s %s %s%n", name, value, unit);
    }

    /** The value with three digits that count, and its unit: {@code 2,310,000/s}, {@code 0.0113 ms}. */
    String text() {
        return number(value) + (unit.startsWith("/") ? "" : " ") + unit;
    }

    /** Three digits that count, thousands in groups. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        int decimals = 2 - (int) Math.floor(Math.log10(Math.abs(value)));
        double unit = Math.pow(10, -decimals);
        double rounded = Math.round(value / unit) * unit;
        Function<String, String> format = pattern -> String.format(Locale.ROOT, pattern, rounded);
        return rounded >= GROUPED_FROM ? format.apply("%,.0f") : format.apply("%." + Math.max(0, decimals) + "f");
    }
}
