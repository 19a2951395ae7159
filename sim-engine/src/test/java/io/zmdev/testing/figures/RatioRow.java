package io.zmdev.testing.figures;

import java.util.Map;
import java.util.Optional;

/** A row of the table of recorded ratios: {@code | what | `name` | recorded |}. */
record RatioRow(String what, String name, double recorded) {

    /** From here on a ratio is told of. */
    private static final double WORSE = 1.3;

    /** Beyond this the check fails. */
    private static final double MUCH_WORSE = 2;

    /** How a measured ratio is, to the recorded one. */
    enum Verdict {
        GOOD,
        WORSE,
        MUCH_WORSE
    }

    /** The row that a line of the page is; empty where it is another line. */
    static Optional<RatioRow> parse(String line) {
        return FigureRow.cells(line)
                .filter(cells -> cells.size() == 3 && cells.get(1).matches("`.+`"))
                .map(cells -> new RatioRow(
                        cells.getFirst(),
                        cells.get(1).replace("`", ""),
                        Double.parseDouble(cells.getLast().replace(",", ""))));
    }

    /** The ratio measured this time to the recorded one. */
    double change(Figure measured) {
        return measured.value() / recorded;
    }

    Verdict verdict(Figure measured) {
        double change = change(measured);
        if (change > MUCH_WORSE) {
            return Verdict.MUCH_WORSE;
        }
        return change >= WORSE ? Verdict.WORSE : Verdict.GOOD;
    }

    /** The line of the page with what was measured this time; as it is where that was not. */
    String line(Map<String, Figure> measured) {
        Figure figure = measured.get(name);
        return "| %s | `%s` | %s |".formatted(what, name, Figure.number(figure == null ? recorded : figure.value()));
    }
}
