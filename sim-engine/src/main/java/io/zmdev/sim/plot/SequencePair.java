package io.zmdev.sim.plot;

import java.util.List;
import java.util.Locale;

/**
 * Two runs of one thing side by side as SVG: in each, who acted on whom, from above to below; lines between them join what is the same
 * step, so that a step taken earlier or later shows as a slope and one that only one of them took as a loose end.
 *
 * @param dashed what a dashed arrow means
 * @param lanes who takes part, from left to right, the same in both
 */
public record SequencePair(String title, String dashed, List<String> lanes, Sequence left, Sequence right) {

    private static final int LANE = 58;
    private static final int MARGIN = 20;
    private static final int NOTE = 44;
    private static final int GAP = 130;
    private static final int TOP = 92;
    private static final int ROW = 30;
    private static final String INK = "#1c2430";
    private static final String FAINT = "#66717f";
    private static final String RULE = "#dde2e8";

    public SequencePair {
        lanes = List.copyOf(lanes);
    }

    /** One run. */
    public record Sequence(String name, List<Arrow> arrows) {

        public Sequence {
            arrows = List.copyOf(arrows);
        }
    }

    /**
     * A step.
     *
     * @param step no two of a run have the same
     * @param from index of a lane
     * @param to index of a lane, the same for what somebody does alone
     * @param note stands beside it, such as the time
     */
    public record Arrow(String step, int from, int to, String note, Line line) {}

    /** How an arrow is drawn. */
    public enum Line {
        SOLID("none"),
        DASHED("5 3");

        private final String dashes;

        Line(String dashes) {
            this.dashes = dashes;
        }

        /** As {@code stroke-dasharray} has it. */
        String dashes() {
            return dashes;
        }
    }

    /** The diagram as an SVG document. */
    public String svg() {
        int rows = Math.max(left.arrows.size(), right.arrows.size());
        int width = 2 * MARGIN + 2 * panelWidth() + GAP;
        int height = TOP + ROW * rows + 50;
        StringBuilder svg = new StringBuilder();
        append(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Sans, sans-serif\" font-size=\"11\">\n",
                width,
                height,
                width,
                height);
        append(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", width, height);
        append(
                svg,
                "<text x=\"%d\" y=\"24\" font-size=\"15\" fill=\"%s\">%s</text>\n",
                MARGIN,
                INK,
                SvgText.escaped(title));
        appendPanel(svg, left, MARGIN, height);
        appendPanel(svg, right, MARGIN + panelWidth() + GAP, height);
        appendLinks(svg);
        append(
                svg,
                "<path d=\"M%d %d h30\" stroke=\"%s\" stroke-width=\"1.4\" stroke-dasharray=\"%s\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                MARGIN,
                height - 14,
                INK,
                Line.DASHED.dashes,
                MARGIN + 38,
                height - 10,
                FAINT,
                SvgText.escaped(dashed));
        return svg.append("</svg>\n").toString();
    }

    private int panelWidth() {
        return LANE * lanes.size() + NOTE;
    }

    private void appendPanel(StringBuilder svg, Sequence sequence, int x, int height) {
        append(
                svg,
                "<text x=\"%d\" y=\"50\" font-size=\"13\" font-weight=\"bold\" fill=\"%s\">%s</text>\n",
                x,
                INK,
                SvgText.escaped(sequence.name));
        for (int lane = 0; lane < lanes.size(); lane++) {
            int at = x + laneX(lane);
            append(
                    svg,
                    "<text x=\"%d\" y=\"72\" text-anchor=\"middle\" fill=\"%s\">%s</text>"
                            + "<line x1=\"%d\" y1=\"78\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                    at,
                    FAINT,
                    SvgText.escaped(lanes.get(lane)),
                    at,
                    at,
                    height - 34,
                    RULE);
        }
        for (int row = 0; row < sequence.arrows.size(); row++) {
            appendArrow(svg, sequence.arrows.get(row), x, y(row));
        }
    }

    private static void appendArrow(StringBuilder svg, Arrow arrow, int x, int y) {
        int from = x + laneX(arrow.from);
        int to = x + laneX(arrow.to);
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
                    arrow.line.dashes,
                    to,
                    y,
                    -7 * head,
                    INK);
        }
        append(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"%s\">%s</text>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                (from + to) / 2,
                y - 6,
                INK,
                SvgText.escaped(arrow.step),
                Math.max(from, to) + 8,
                y + 4,
                FAINT,
                SvgText.escaped(arrow.note));
    }

    private void appendLinks(StringBuilder svg) {
        List<String> rightSteps = right.arrows.stream().map(Arrow::step).toList();
        List<String> leftSteps = left.arrows.stream().map(Arrow::step).toList();
        int leftX = MARGIN + panelWidth() + 14;
        int rightX = MARGIN + panelWidth() + GAP - 14;
        for (int row = 0; row < leftSteps.size(); row++) {
            int other = rightSteps.indexOf(leftSteps.get(row));
            appendStep(svg, leftSteps.get(row), leftX + 12, y(row), other < 0);
            if (other >= 0) {
                append(
                        svg,
                        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.2\"/>\n",
                        leftX + 28,
                        y(row),
                        rightX - 28,
                        y(other),
                        row == other ? "#009d9a" : "#e69f00");
            }
        }
        for (int row = 0; row < rightSteps.size(); row++) {
            appendStep(svg, rightSteps.get(row), rightX - 12, y(row), !leftSteps.contains(rightSteps.get(row)));
        }
    }

    private static void appendStep(StringBuilder svg, String step, int x, int y, boolean isAlone) {
        append(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n",
                x,
                y + 4,
                isAlone ? "#c4314b" : FAINT,
                SvgText.escaped(step));
    }

    private static int laneX(int lane) {
        return LANE / 2 + LANE * lane;
    }

    private static int y(int row) {
        return TOP + ROW / 2 + ROW * row;
    }

    private static void append(StringBuilder svg, String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }
}
