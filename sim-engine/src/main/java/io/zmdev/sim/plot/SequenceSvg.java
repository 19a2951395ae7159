package io.zmdev.sim.plot;

import java.util.Locale;

/** What diagrams of sequences are drawn with: page, title, arrows, and what a dashed arrow means. Lengths are pixels. */
final class SequenceSvg {

    static final int MARGIN = 20;
    static final String INK = "#1c2430";
    static final String FAINT = "#66717f";
    static final String RULE = "#dde2e8";

    private final StringBuilder text = new StringBuilder();
    private final int height;

    SequenceSvg(String title, int width, int height) {
        this.height = height;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Sans, sans-serif\" font-size=\"11\">\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
                width, height, width, height, width, height);
        append("<text x=\"%d\" y=\"24\" font-size=\"15\" fill=\"%s\">%s</text>\n", MARGIN, INK, SvgText.escaped(title));
    }

    /** @param form as {@link String#format} has it; texts among the values are escaped */
    void append(String form, Object... values) {
        text.append(String.format(Locale.ROOT, form, values));
    }

    /** An arrow, or a dot for what somebody does alone. */
    void arrow(int from, int to, int y, Arrow.Line line) {
        int head = Integer.compare(to, from);
        if (head == 0) {
            append("<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>\n", from, y, INK);
            return;
        }
        append(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.4\" stroke-dasharray=\"%s\"/>"
                        + "<path d=\"M%d %d l%d -4 v8 z\" fill=\"%s\"/>\n",
                from, y, to - 5 * head, y, INK, line.dashes(), to, y, -7 * head, INK);
    }

    /**
     * The whole document.
     *
     * @param dashed what a dashed arrow means
     */
    String end(String dashed) {
        append(
                "<path d=\"M%d %d h30\" stroke=\"%s\" stroke-width=\"1.4\" stroke-dasharray=\"%s\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                MARGIN,
                height - 14,
                INK,
                Arrow.Line.DASHED.dashes(),
                MARGIN + 38,
                height - 10,
                FAINT,
                SvgText.escaped(dashed));
        return text.append("</svg>\n").toString();
    }
}
