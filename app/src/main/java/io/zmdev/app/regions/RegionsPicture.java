package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.playback.RecordingPicture;
import io.zmdev.app.theme.Theme;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.mmio.region.RegionProblem;
import io.zmdev.sim.mmio.region.SparseArea;
import io.zmdev.sim.plot.SequencePlot;
import io.zmdev.sim.plot.SvgText;
import java.util.List;
import java.util.Locale;

/** The regions, the costs of the paths and the steps of a run as one SVG, for documents. Lengths are pixels. */
final class RegionsPicture {

    /** The diagram of the steps is on white paper, so all of it is. */
    private static final Theme PAPER = Theme.LIGHT;

    private static final int MARGIN = 20;
    private static final int HEADING = 34;
    private static final int REGION_ROW = 30;
    private static final int PATH_ROW = 40;
    private static final int BAR = 16;
    private static final int NAMES = 160;
    private static final int FIGURES = 300;
    private static final double LEAST_MARK = 3;

    private final List<RegionRow> rows;
    private final List<PathCost> costs;
    private final SequencePlot steps;
    private final int width;
    private final StringBuilder svg = new StringBuilder();

    private RegionsPicture(OpenedRegions opened) {
        rows = RegionRow.of(opened.run().scenario());
        costs = opened.paths();
        steps = RecordingPicture.of(opened.run(), Lane.MMIO);
        width = steps.width();
    }

    /** The picture as an SVG document. Safe to call from any thread. */
    static String svg(OpenedRegions opened) {
        return new RegionsPicture(opened).drawn();
    }

    private String drawn() {
        int regionsTop = HEADING;
        int pathsTop = regionsTop + rows.size() * REGION_ROW + HEADING;
        int stepsTop = costs.isEmpty() ? pathsTop : pathsTop + costs.size() * PATH_ROW + HEADING;
        int height = stepsTop + steps.height();
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Sans, sans-serif\" font-size=\"11\">\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                width, height, width, height, width, height, PAPER.web("panel"));
        appendHeading(text("regionsTab.map"), regionsTop);
        double largest = rows.stream().mapToDouble(RegionRow::bits).max().orElse(1);
        for (int i = 0; i < rows.size(); i++) {
            double part = rows.get(i).bits() / Math.max(1, largest);
            appendRegion(rows.get(i), regionsTop + i * REGION_ROW, room() * part);
        }
        if (!costs.isEmpty()) {
            appendHeading(text("regionsTab.paths"), pathsTop);
        }
        long most = costs.stream().mapToLong(PathCost::cycles).max().orElse(1);
        for (int i = 0; i < costs.size(); i++) {
            appendPath(costs.get(i), pathsTop + i * PATH_ROW, Math.max(1, most));
        }
        append("<g transform=\"translate(0 %d)\">\n%s</g>\n", stepsTop, steps.svg());
        return svg.append("</svg>\n").toString();
    }

    private double room() {
        return width - NAMES - FIGURES - 2.0 * MARGIN;
    }

    private void appendHeading(String words, int top) {
        append(
                "<text x=\"%d\" y=\"%d\" font-size=\"13\" font-weight=\"bold\" fill=\"%s\">%s</text>\n",
                MARGIN, top - 12, PAPER.web("text"), SvgText.escaped(words));
    }

    private void appendRegion(RegionRow row, int top, double length) {
        RegionInfo region = row.region();
        int left = MARGIN + NAMES;
        appendWords(MARGIN, top, "text", text("regions.region", row.device(), region.name()));
        appendBar(left, top, length, "host");
        for (SparseArea area : region.shape().mappable()) {
            appendBar(
                    left + row.part(area.offset()) * length,
                    top,
                    Math.max(LEAST_MARK, row.part(area.size()) * length),
                    "selection");
        }
        append(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"none\" stroke=\"%s\"/>\n",
                left, top, length, BAR, PAPER.web("dim"));
        row.overlaps().forEach(overlap -> appendOverlap(row, overlap, left, top, length));
        appendWords((int) (left + length) + 10, top, "dim", row.place());
    }

    /** Crossed, not only red. */
    private void appendOverlap(RegionRow row, RegionProblem.Overlap overlap, int left, int top, double length) {
        double from = left + row.part(overlap.from() - row.region().offset()) * length;
        double to = Math.max(
                from + LEAST_MARK, left + row.part(overlap.to() - row.region().offset()) * length);
        append(
                "<path d=\"M%.1f %d H%.1f V%d H%.1f Z L%.1f %d M%.1f %d L%.1f %d\" fill=\"none\" stroke=\"%s\" "
                        + "stroke-width=\"1.5\"/>\n",
                from, top, to, top + BAR, from, to, top + BAR, from, top + BAR, to, top, PAPER.web("bad"));
    }

    private void appendPath(PathCost cost, int top, long most) {
        int left = MARGIN + NAMES;
        appendWords(MARGIN, top, "text", text("path." + cost.path()));
        appendBar(left, top, Math.max(2, (double) (width - left - MARGIN) * cost.cycles() / most), "accent");
        appendWords(left, top + BAR, "dim", cost.figures());
    }

    private void appendBar(double x, int y, double length, String token) {
        append(
                "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                x, y, length, BAR, PAPER.web(token));
    }

    private void appendWords(int x, int y, String token, String words) {
        append(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                x, y + BAR - 4, PAPER.web(token), SvgText.escaped(words));
    }

    private void append(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }
}
