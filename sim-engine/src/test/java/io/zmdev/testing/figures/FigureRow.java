package io.zmdev.testing.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row of a table of promised figures: {@code | what | `name` | promised | measured | ratio |}. */
record FigureRow(String what, String name, String promised, String measured, String ratio) {

    private static final String MISSED = ", missed";

    /** The row that a line of the page is; empty where it is another line. */
    static Optional<FigureRow> parse(String line) {
        return cells(line)
                .filter(cells -> cells.size() == 5 && cells.get(1).matches("`.+`"))
                .map(cells -> new FigureRow(
                        cells.getFirst(), cells.get(1).replace("`", ""), cells.get(2), cells.get(3), cells.get(4)));
    }

    /** The cells of a line of a table, without the space around them. */
    static Optional<List<String>> cells(String line) {
        if (!line.startsWith("|") || !line.endsWith("|")) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(line.substring(1, line.length() - 1).split("\\|", -1))
                .map(String::strip)
                .toList());
    }

    /** The row with what was measured this time; as it is where that was not. */
    FigureRow with(Map<String, Figure> figures) {
        Figure figure = figures.get(name);
        if (figure == null) {
            return this;
        }
        Optional<Promise> promise = Promise.parse(promised);
        String ratio = promise.flatMap(promise_ -> promise_.ratio(figure, figures)
                        .map(value -> Figure.number(value) + (promise_.isKeptBy(value) ? "" : MISSED)))
                .orElse("–");
        return new FigureRow(what, name, promised, figure.text(), ratio);
    }

    boolean isMissed() {
        return ratio.endsWith(MISSED);
    }

    /** The line of the page. */
    String line() {
        return "| %s | `%s` | %s | %s | %s |".formatted(what, name, promised, measured, ratio);
    }
}
