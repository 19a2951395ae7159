package io.zmdev.testing.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Prints measured figures beside what docs/benchmarks.md promises, and writes them into its tables: the measured columns and the line that
 * says where and when. Everything else on that page is written by hand.
 */
public final class ReportFigures {

    /** How the line begins that says where and when. */
    static final String MEASURED = "Measured with `./zmdev bench`";

    private ReportFigures() {}

    /**
     * Ends with status 1 where a promise is missed.
     *
     * @param arguments the file with the lines of the figures, the page, and the page to write, if one is to be written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Figure> figures;
        try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
            figures = Figure.medians(lines);
        }
        List<String> page = Files.readAllLines(Path.of(arguments[1]));
        List<FigureRow> rows = report(page, figures);
        System.out.printf("%-64s %24s %18s  %s%n", "", "promised", "measured", "ratio");
        rows.forEach(row -> System.out.printf(
                "%-64s %24s %18s  %s%n", shortened(row.what()), row.promised(), row.measured(), row.ratio()));
        if (arguments.length > 2) {
            Files.write(Path.of(arguments[2]), written(page, figures, whereAndWhen()));
        }
        System.exit(rows.stream().anyMatch(FigureRow::isMissed) ? 1 : 0);
    }

    /**
     * The rows of what was measured.
     *
     * @throws IllegalArgumentException if the page has no row for a figure
     */
    static List<FigureRow> report(List<String> page, Map<String, Figure> figures) {
        Set<String> unknown = new TreeSet<>(figures.keySet());
        List<FigureRow> rows = new ArrayList<>();
        for (String line : page) {
            FigureRow.parse(line)
                    .filter(row -> unknown.remove(row.name()))
                    .map(row -> row.with(figures))
                    .ifPresent(rows::add);
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("docs/benchmarks.md has no row for " + unknown);
        }
        return rows;
    }

    /** The page with what was measured. */
    static List<String> written(List<String> page, Map<String, Figure> figures, String whereAndWhen) {
        UnaryOperator<String> line = text -> text.startsWith(MEASURED) ? MEASURED + whereAndWhen : text;
        return page.stream()
                .map(text -> FigureRow.parse(text)
                        .map(row -> row.with(figures).line())
                        .orElseGet(() -> line.apply(text)))
                .toList();
    }

    private static String whereAndWhen() throws IOException {
        return " on %s: %d processors%s, %s, JDK %s."
                .formatted(
                        LocalDate.now(Clock.systemUTC()),
                        Runtime.getRuntime().availableProcessors(),
                        processor().map(model -> " (" + model + ")").orElse(""),
                        System.getProperty("os.arch"),
                        System.getProperty("java.version"));
    }

    private static Optional<String> processor() throws IOException {
        Path information = Path.of("/proc/cpuinfo");
        if (!Files.exists(information)) {
            return Optional.empty();
        }
        try (Stream<String> lines = Files.lines(information)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.replaceFirst(".*?: *", ""))
                    .findFirst();
        }
    }

    private static String shortened(String what) {
        return what.length() <= 64 ? what : what.substring(0, 63) + "…";
    }
}
