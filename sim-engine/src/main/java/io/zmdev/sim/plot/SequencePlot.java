package io.zmdev.sim.plot;

import java.util.List;

/**
 * One run as SVG: who acted on whom, from above to below, a row a step.
 *
 * @param dashed what a dashed arrow means
 * @param lanes who takes part, from left to right
 */
public record SequencePlot(String title, String dashed, List<String> lanes, List<Arrow> arrows) {

    private static final int LANE = 116;
    private static final int NOTE = 420;
    private static final int TOP = 76;
    private static final int ROW = 22;
    private static final int FOOT = 40;

    public SequencePlot {
        lanes = List.copyOf(lanes);
        arrows = List.copyOf(arrows);
    }

    /** How wide the document is, in pixels. */
    public int width() {
        return 2 * SequenceSvg.MARGIN + LANE * lanes.size() + NOTE;
    }

    /** How high the document is, in pixels. */
    public int height() {
        return TOP + ROW * arrows.size() + FOOT;
    }

    /** The diagram as an SVG document. */
    public String svg() {
        int height = height();
        SequenceSvg svg = new SequenceSvg(title, width(), height);
        for (int lane = 0; lane < lanes.size(); lane++) {
            svg.append(
                    "<text x=\"%d\" y=\"52\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"%s\">%s</text>"
                            + "<line x1=\"%d\" y1=\"60\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                    x(lane),
                    SequenceSvg.INK,
                    SvgText.escaped(lanes.get(lane)),
                    x(lane),
                    x(lane),
                    height - FOOT + 8,
                    SequenceSvg.RULE);
        }
        for (int row = 0; row < arrows.size(); row++) {
            appendArrow(svg, arrows.get(row), TOP + ROW / 2 + ROW * row);
        }
        return svg.end(dashed);
    }

    private static void appendArrow(SequenceSvg svg, Arrow arrow, int y) {
        int from = x(arrow.from());
        int to = x(arrow.to());
        svg.arrow(from, to, y, arrow.line());
        svg.append(
                "<text x=\"%d\" y=\"%d\"><tspan font-weight=\"bold\" fill=\"%s\">%s</tspan>"
                        + "<tspan dx=\"8\" fill=\"%s\">%s</tspan></text>\n",
                Math.max(from, to) + 8,
                y + 4,
                SequenceSvg.INK,
                SvgText.escaped(arrow.step()),
                SequenceSvg.FAINT,
                SvgText.escaped(arrow.note()));
    }

    private static int x(int lane) {
        return SequenceSvg.MARGIN + LANE / 2 + LANE * lane;
    }
}
