package io.zmdev.testing.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zmdev.testing.figures.RatioRow.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private static final String WRITES = "| writes | `writes` | ≥ 500,000/s | – | – |";
    private static final String START = "| start | `start` | ≤ 2 × `jvm` | – | – |";

    private static Map<String, Figure> figures(String... lines) {
        return Figure.medians(Stream.of(lines));
    }

    @Test
    void theMedianOfSeveralFiguresCountsAndOtherLinesDoNot() {
        assertThat(figures("figure a 3 ms", "# Run progress", "figure a 1 ms", "figure a 2.5 ms"))
                .isEqualTo(Map.of("a", new Figure("a", 2.5, "ms")));
    }

    @Test
    void aNumberHasThreeDigitsThatCount() {
        assertThat(Stream.of(2_312_345.0, 999.6, 21.04, 0.01129, 0.0).map(Figure::number))
                .containsExactly("2,310,000", "1,000", "21.0", "0.0113", "0");
    }

    @Test
    void aRowGetsItsRatioToThePromise() {
        assertThat(ReportFigures.written(List.of(WRITES), figures("figure writes 1e6 /s"), ""))
                .containsExactly("| writes | `writes` | ≥ 500,000/s | 1,000,000/s | 2.00 |");
        assertThat(ReportFigures.written(List.of(WRITES), figures("figure writes 4e5 /s"), ""))
                .containsExactly("| writes | `writes` | ≥ 500,000/s | 400,000/s | 0.800, missed |");
    }

    @Test
    void aRowGetsItsRatioToThePeerThatThePromiseNames() {
        assertThat(ReportFigures.written(List.of(START), figures("figure start 60 ms", "figure jvm 40 ms"), ""))
                .containsExactly("| start | `start` | ≤ 2 × `jvm` | 60.0 ms | 1.50 |");
        assertThat(ReportFigures.written(List.of(START), figures("figure start 90 ms", "figure jvm 40 ms"), ""))
                .containsExactly("| start | `start` | ≤ 2 × `jvm` | 90.0 ms | 2.25, missed |");
    }

    @Test
    void theRestOfThePageStaysButForTheLineOfWhereAndWhen() {
        List<String> page = List.of("# Figures", ReportFigures.MEASURED + " once.", "| a | b |", WRITES, START);
        assertThat(ReportFigures.written(page, figures("figure writes 1e6 /s"), " today."))
                .containsExactly(
                        "# Figures",
                        "Measured with `./zmdev bench` today.",
                        "| a | b |",
                        "| writes | `writes` | ≥ 500,000/s | 1,000,000/s | 2.00 |",
                        START);
    }

    @Test
    void aFigureThatThePageDoesNotKnowIsRefused() {
        assertThatThrownBy(() -> ReportFigures.report(List.of(WRITES), figures("figure other 1 ms")))
                .hasMessageContaining("other");
    }

    @Test
    void anotherUnitThanThePromisedOneIsRefused() {
        assertThatThrownBy(() -> ReportFigures.report(List.of(WRITES), figures("figure writes 1 ms")))
                .hasMessageContaining("writes is promised in /s and measured in ms");
    }

    @Test
    void aThirdWorseIsToldOfAndMoreThanTwiceFails() {
        RatioRow row = RatioRow.parse("| writes | `writes` | 0.50 |").orElseThrow();
        assertThat(Stream.of(0.2, 0.64, 0.66, 0.99, 1.01)
                        .map(value -> row.verdict(new Figure("writes", value, "times"))))
                .containsExactly(Verdict.GOOD, Verdict.GOOD, Verdict.WORSE, Verdict.WORSE, Verdict.MUCH_WORSE);
    }

    @Test
    void recordingWritesTheMeasuredRatios() {
        assertThat(CheckRatios.recorded(
                        List.of("| writes | `writes` | 0.50 |", "| other | `other` | 1.00 |"),
                        figures("figure writes 0.4 times")))
                .containsExactly("| writes | `writes` | 0.400 |", "| other | `other` | 1.00 |");
    }

    @Test
    void everyPromiseOfThePageCanBeMeasured() throws IOException {
        List<String> page = Files.readAllLines(Path.of("..", "docs", "benchmarks.md"));
        List<FigureRow> rows =
                page.stream().map(FigureRow::parse).flatMap(Optional::stream).toList();
        assertThat(rows).extracting(FigureRow::name).doesNotHaveDuplicates().hasSizeGreaterThan(30);
        rows.forEach(row -> Promise.parse(row.promised()));
        assertThat(page).anyMatch(line -> line.startsWith(ReportFigures.MEASURED));
        assertThat(page.stream().map(RatioRow::parse).flatMap(Optional::stream)).isNotEmpty();
    }
}
