package io.zmdev.testing.figures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Holds measured ratios against those that docs/benchmarks.md records. */
public final class CheckRatios {

    private CheckRatios() {}

    /**
     * Ends with status 1 where a ratio is more than twice the recorded one, or one that is recorded was not measured.
     *
     * @param arguments the file with the lines of the figures, several of a name from several JVMs; the page; and the page to write, if the
     *     ratios are to be recorded
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, Figure> measured;
        try (Stream<String> lines = Files.lines(Path.of(arguments[0]))) {
            measured = Figure.medians(lines);
        }
        List<String> page = Files.readAllLines(Path.of(arguments[1]));
        if (arguments.length > 2) {
            page = recorded(page, measured);
            Files.write(Path.of(arguments[2]), page);
        }
        List<String> bad = page.stream()
                .map(RatioRow::parse)
                .flatMap(Optional::stream)
                .filter(row -> !isGoodEnough(row, measured))
                .map(RatioRow::name)
                .toList();
        System.exit(bad.isEmpty() ? 0 : 1);
    }

    private static boolean isGoodEnough(RatioRow row, Map<String, Figure> measured) {
        Figure figure = measured.get(row.name());
        if (figure == null) {
            System.out.printf("%-44s was not measured%n", row.name());
            return false;
        }
        RatioRow.Verdict verdict = row.verdict(figure);
        System.out.printf(
                "%-44s %9s times, recorded %9s%s%n",
                row.name(),
                Figure.number(figure.value()),
                Figure.number(row.recorded()),
                switch (verdict) {
                    case GOOD -> "";
                    case WORSE -> "  WARNING: %.1f times as long".formatted(row.change(figure));
                    case MUCH_WORSE -> "  FAILED: %.1f times as long".formatted(row.change(figure));
                });
        return verdict != RatioRow.Verdict.MUCH_WORSE;
    }

    /** The page with the measured ratios. */
    static List<String> recorded(List<String> page, Map<String, Figure> measured) {
        return page.stream()
                .map(line -> RatioRow.parse(line).map(row -> row.line(measured)).orElse(line))
                .toList();
    }
}
