package io.zmdev.sim.plot;

import java.util.List;
import java.util.Locale;

/**
 * One run as SVG: who acted on whom, from above to below, a row a step.
 *
 * @param dashed what a dashed arrow means
 * @param lanes who takes part, from left to right
 */
public record SequencePlot(String title, String dashed, List<String> lanes, List<SequencePair.Arrow> arrows) {

    private static final int LANE = 116;
    private static final int MARGIN = 20;
    private static final int NOTE = 420;
    private static final int TOP = 76;
    private static final int ROW = 22;
    private static final int FOOT = 40;
    private static final String INK = "#1c2430";
    private static final String FAINT = "#66717f";
    private static final String RULE = "#dde2e8";

    public SequencePlot {
        lanes = List.copyOf(lanes);
        arrows = List.copyOf(arrows);
    }

    /** The diagram as an SVG document. */
    public String svg() {
        int width = 2 * MARGIN + LANE * lanes.size() + NOTE;
        int height = TOP + ROW * arrows.size() + FOOT;
        StringBuilder svg = new StringBuilder();
        append(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Sans, sans-serif\" font-size=\"11\">\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n",
                width,
                height,
                width,
                height,
                width,
                height);
        append(
                svg,
                "<text x=\"%d\" y=\"24\" font-size=\"15\" fill=\"%s\">%s</text>\n",
                MARGIN,
                INK,
                SvgText.escaped(title));
        for (int lane = 0; lane < lanes.size(); lane++) {
            append(
                    svg,
                    "<text x=\"%d\" y=\"52\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"%s\">%s</text>"
                            + "<line x1=\"%d\" y1=\"60\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                    x(lane),
                    INK,
                    SvgText.escaped(lanes.get(lane)),
                    x(lane),
                    x(lane),
                    height - FOOT + 8,
                    RULE);
        }
        for (int row = 0; row < arrows.size(); row++) {
            appendArrow(svg, arrows.get(row), TOP + ROW / 2 + ROW * row);
        }
        append(
                svg,
                "<path d=\"M%d %d h30\" stroke=\"%s\" stroke-width=\"1.4\" stroke-dasharray=\"%s\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                MARGIN,
                height - 14,
                INK,
                SequencePair.Line.DASHED.dashes(),
                MARGIN + 38,
                height - 10,
                FAINT,
                SvgText.escaped(dashed));
        return svg.append("</svg>\n").toString();
    }

    private static void appendArrow(StringBuilder svg, SequencePair.Arrow arrow, int y) {
        int from = x(arrow.from());
        int to = x(arrow.to());
        int head = Integer.compare(to, from);
        if (head == 0) {
            append(svg, "<circle cx=\"%d\" cy=\"%d\" r=\"4\" fill=\"%s\"/>\n", from, y, INK);
        } else {
            append(
                    svg,
                    "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.4\" stroke-dasharray=\"%s\"/>"
                            + "<path d=\"M%d %d l%d -4 v8 z\" fill=\"%s\"/>\n",
                    from,
                    y,
                    to - 5 * head,
                    y,
                    INK,
                    arrow.line().dashes(),
                    to,
                    y,
                    -7 * head,
                    INK);
        }
        append(
                svg,
                "<text x=\"%d\" y=\"%d\"><tspan font-weight=\"bold\" fill=\"%s\">%s</tspan>"
                        + "<tspan dx=\"8\" fill=\"%s\">%s</tspan></text>\n",
                Math.max(from, to) + 8,
                y + 4,
                INK,
                SvgText.escaped(arrow.step()),
                FAINT,
                SvgText.escaped(arrow.note()));
    }

    private static int x(int lane) {
        return MARGIN + LANE / 2 + LANE * lane;
    }

    private static void append(StringBuilder svg, String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }
}
