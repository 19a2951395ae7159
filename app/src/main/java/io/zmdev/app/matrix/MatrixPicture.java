package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.theme.Theme;
import io.zmdev.model.ap.CardType;
import io.zmdev.sim.plot.SvgText;
import java.util.Locale;
import java.util.stream.Collectors;

/** The matrix as SVG, for documents: every row and column that is shown, whatever of it is in sight. Lengths are pixels. */
final class MatrixPicture {

    private static final int CELL_WIDTH = 34;
    private static final int CELL_HEIGHT = 22;
    private static final int GAP = 3;
    private static final int LEFT = 76;
    private static final int TOP = 30;
    private static final int MARGIN = 12;

    private final Looks looks;
    private final MatrixGeometry geometry;
    private final MatrixState state;
    private final Theme theme;
    private final StringBuilder svg = new StringBuilder();

    private MatrixPicture(Looks looks, MatrixGeometry geometry, MatrixState state, Theme theme) {
        this.looks = looks;
        this.geometry = geometry;
        this.state = state;
        this.theme = theme;
    }

    /** The picture as an SVG document. For any thread: all of this is immutable. */
    static String svg(Looks looks, MatrixGeometry geometry, MatrixState state, Theme theme) {
        return new MatrixPicture(looks, geometry, state, theme).drawn();
    }

    private String drawn() {
        int width = x(geometry.columns()) + MARGIN;
        int height = y(geometry.rows()) + MARGIN;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Mono, monospace\" font-size=\"11\">\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                width, height, width, height, width, height, theme.web("background"));
        for (int column = 0; column < geometry.columns(); column++) {
            append(
                    "<text x=\"%d\" y=\"20\" text-anchor=\"middle\" fill=\"%s\">%04x</text>\n",
                    x(column) + CELL_WIDTH / 2, theme.web("dim"), geometry.domainAt(column));
        }
        for (int row = 0; row < geometry.rows(); row++) {
            appendRow(row);
        }
        return svg.append("</svg>\n").toString();
    }

    private void appendRow(int row) {
        int adapter = geometry.adapterAt(row);
        append(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\"><tspan font-weight=\"bold\">%02x</tspan> %s</text>\n",
                MARGIN,
                y(row) + CELL_HEIGHT - 7,
                theme.web("text"),
                adapter,
                SvgText.escaped(state.situation()
                        .card(adapter)
                        .map(card -> card.type().map(CardType::toString).orElse(""))
                        .orElse("")));
        for (int column = 0; column < geometry.columns(); column++) {
            appendCell(
                    geometry.apqn(row, column).toString(),
                    looks.at(adapter, geometry.domainAt(column)),
                    x(column),
                    y(row));
        }
    }

    /** A cell says what it is to whoever points at it. */
    private void appendCell(String apqn, CellLook look, int x, int y) {
        String guest = theme.web(Theme.guestToken(look.hue()));
        append(
                "<g><title>%s %s</title><rect x=\"%d.5\" y=\"%d.5\" width=\"%d\" height=\"%d\" rx=\"3\" %s/>",
                apqn,
                look.fill().name().toLowerCase(Locale.ROOT),
                x,
                y,
                CELL_WIDTH - 1,
                CELL_HEIGHT - 1,
                area(look.fill(), guest));
        append("%s%s</g>\n", pattern(look.fill(), guest, x, y), marks(look, x, y));
    }

    private String area(CellLook.Fill fill, String guest) {
        return switch (fill) {
            case ABSENT -> rect("background", theme.web("line"));
            case UNKNOWN -> rect("background", theme.web("cell-line"));
            case HOST -> rect("host", theme.web("host"));
            case FREE -> rect("free", theme.web("cell-line"));
            case ASSIGNED -> "fill=\"%s\" fill-opacity=\".35\" stroke=\"%s\"".formatted(guest, guest);
            case EFFECTIVE -> "fill=\"%s\" stroke=\"%s\"".formatted(guest, guest);
            case FILTERED -> rect("free", guest);
            case GHOST -> rect("selection", theme.web("accent")) + " stroke-dasharray=\"4 3\"";
            case CONFLICT -> rect("bad-soft", theme.web("bad"));
        };
    }

    private String rect(String token, String stroke) {
        return "fill=\"%s\" stroke=\"%s\"".formatted(theme.web(token), stroke);
    }

    /** What tells a fill from others without its colour: strokes, a cross, dots. */
    private String pattern(CellLook.Fill fill, String guest, int x, int y) {
        return switch (fill) {
            case FILTERED ->
                "<path d=\"M%d %d l14 -14 M%d %d l14 -14 M%d %d l14 -14\" stroke=\"%s\" stroke-width=\"3\"/>"
                        .formatted(x + 1, y + 18, x + 10, y + 18, x + 19, y + 18, guest);
            case CONFLICT ->
                "<path d=\"M%d %d l10 10 m0 -10 l-10 10\" stroke=\"%s\" stroke-width=\"2\"/>"
                        .formatted(x + 12, y + 6, theme.web("bad"));
            case UNKNOWN ->
                "<path d=\"M%d %d h22\" stroke=\"%s\" stroke-dasharray=\"2 4\" stroke-width=\"2\"/>"
                        .formatted(x + 6, y + 11, theme.web("dim"));
            case ABSENT, HOST, FREE, ASSIGNED, EFFECTIVE, GHOST -> "";
        };
    }

    private String marks(CellLook look, int x, int y) {
        String words =
                look.marks().stream().sorted().map(mark -> text("mark." + mark)).collect(Collectors.joining(" "));
        return words.isEmpty()
                ? ""
                : "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" font-size=\"8\" fill=\"%s\">%s</text>"
                        .formatted(
                                x + CELL_WIDTH - 4,
                                y + 9,
                                look.fill() == CellLook.Fill.EFFECTIVE
                                        ? Theme.web(theme.onGuest(look.hue()))
                                        : theme.web("text"),
                                SvgText.escaped(words));
    }

    private static int x(int column) {
        return LEFT + column * (CELL_WIDTH + GAP);
    }

    private static int y(int row) {
        return TOP + row * (CELL_HEIGHT + GAP);
    }

    private void append(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }
}
