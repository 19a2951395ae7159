package io.zmdev.sim.plot;

import java.util.List;

/**
 * Two runs of one thing side by side as SVG: in each, who acted on whom, from above to below; lines between them join what is the same
 * step, so that a step taken earlier or later shows as a slope and one that only one of them took as a loose end.
 *
 * @param dashed what a dashed arrow means
 * @param lanes who takes part, from left to right, the same in both
 */
public record SequencePair(String title, String dashed, List<String> lanes, Sequence left, Sequence right) {

    private static final int LANE = 58;
    private static final int NOTE = 44;
    private static final int GAP = 130;
    private static final int TOP = 92;
    private static final int ROW = 30;

    public SequencePair {
        lanes = List.copyOf(lanes);
    }

    /** One run. */
    public record Sequence(String name, List<Arrow> arrows) {

        public Sequence {
            arrows = List.copyOf(arrows);
        }
    }

    /** The diagram as an SVG document. */
    public String svg() {
        int rows = Math.max(left.arrows.size(), right.arrows.size());
        int width = 2 * SequenceSvg.MARGIN + 2 * panelWidth() + GAP;
        int height = TOP + ROW * rows + 50;
        SequenceSvg svg = new SequenceSvg(title, width, height);
        appendPanel(svg, left, SequenceSvg.MARGIN, height);
        appendPanel(svg, right, SequenceSvg.MARGIN + panelWidth() + GAP, height);
        appendLinks(svg);
        return svg.end(dashed);
    }

    private int panelWidth() {
        return LANE * lanes.size() + NOTE;
    }

    private void appendPanel(SequenceSvg svg, Sequence sequence, int x, int height) {
        svg.append(
                "<text x=\"%d\" y=\"50\" font-size=\"13\" font-weight=\"bold\" fill=\"%s\">%s</text>\n",
                x, SequenceSvg.INK, SvgText.escaped(sequence.name));
        for (int lane = 0; lane < lanes.size(); lane++) {
            int at = x + laneX(lane);
            svg.append(
                    "<text x=\"%d\" y=\"72\" text-anchor=\"middle\" fill=\"%s\">%s</text>"
                            + "<line x1=\"%d\" y1=\"78\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>\n",
                    at, SequenceSvg.FAINT, SvgText.escaped(lanes.get(lane)), at, at, height - 34, SequenceSvg.RULE);
        }
        for (int row = 0; row < sequence.arrows.size(); row++) {
            appendArrow(svg, sequence.arrows.get(row), x, y(row));
        }
    }

    private static void appendArrow(SequenceSvg svg, Arrow arrow, int x, int y) {
        int from = x + laneX(arrow.from());
        int to = x + laneX(arrow.to());
        svg.arrow(from, to, y, arrow.line());
        svg.append(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" font-weight=\"bold\" fill=\"%s\">%s</text>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                (from + to) / 2,
                y - 6,
                SequenceSvg.INK,
                SvgText.escaped(arrow.step()),
                Math.max(from, to) + 8,
                y + 4,
                SequenceSvg.FAINT,
                SvgText.escaped(arrow.note()));
    }

    private void appendLinks(SequenceSvg svg) {
        List<String> rightSteps = right.arrows.stream().map(Arrow::step).toList();
        List<String> leftSteps = left.arrows.stream().map(Arrow::step).toList();
        int leftX = SequenceSvg.MARGIN + panelWidth() + 14;
        int rightX = SequenceSvg.MARGIN + panelWidth() + GAP - 14;
        for (int row = 0; row < leftSteps.size(); row++) {
            int other = rightSteps.indexOf(leftSteps.get(row));
            appendStep(svg, leftSteps.get(row), leftX + 12, y(row), other < 0);
            if (other >= 0) {
                svg.append(
                        "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.2\"/>\n",
                        leftX + 28, y(row), rightX - 28, y(other), row == other ? "#009d9a" : "#e69f00");
            }
        }
        for (int row = 0; row < rightSteps.size(); row++) {
            appendStep(svg, rightSteps.get(row), rightX - 12, y(row), !leftSteps.contains(rightSteps.get(row)));
        }
    }

    private static void appendStep(SequenceSvg svg, String step, int x, int y, boolean isAlone) {
        svg.append(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n",
                x, y + 4, isAlone ? "#c4314b" : SequenceSvg.FAINT, SvgText.escaped(step));
    }

    private static int laneX(int lane) {
        return LANE / 2 + LANE * lane;
    }

    private static int y(int row) {
        return TOP + ROW / 2 + ROW * row;
    }
}
