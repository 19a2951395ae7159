package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.theme.Theme;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.PolicyResult;
import io.zmdev.sim.plot.SvgText;
import java.util.List;
import java.util.Locale;

/** How busy each card is under each policy as SVG, for documents. Lengths are pixels. */
final class UtilisationPicture {

    /** As the diagram of the latencies. */
    private static final Theme PAPER = Theme.LIGHT;

    private static final int WIDTH = 760;
    private static final int MARGIN = 20;
    private static final int TOP = 44;
    private static final int NAMES = 190;
    private static final int FIGURE = 56;
    private static final int ROW = 20;
    private static final int BAR = 12;
    private static final int GAP = 12;

    private UtilisationPicture() {}

    /** The picture as an SVG document. Safe to call from any thread. */
    static String svg(ApScenario scenario, List<PolicyResult> results) {
        int height = TOP
                + results.stream()
                        .mapToInt(result -> result.utilisation().size() * ROW + GAP)
                        .sum()
                + MARGIN;
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Sans, sans-serif\" font-size=\"12\">\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                WIDTH, height, WIDTH, height, WIDTH, height, PAPER.web("panel")));
        svg.append(words(MARGIN, TOP - BAR - GAP, "text", text("queue.utilisationOf", scenario.name())));
        int top = TOP;
        for (PolicyResult result : results) {
            svg.append(words(MARGIN, top, "text", result.policy()));
            for (int card = 0; card < result.utilisation().size(); card++) {
                String name = text(
                        "column.card", scenario.machine().cards().get(card).id().toString());
                svg.append(bar(name, result.utilisation().get(card).mean(), top + card * ROW));
            }
            top += result.utilisation().size() * ROW + GAP;
        }
        return svg.append("</svg>\n").toString();
    }

    private static String bar(String name, double part, int top) {
        int left = MARGIN + NAMES;
        int room = WIDTH - left - FIGURE - MARGIN;
        return words(left - 70, top, "dim", name)
                + rect(left, top, room, "host")
                + rect(left, top, room * Math.clamp(part, 0.0, 1.0), "accent")
                + words(left + room + 10, top, "text", text("queue.percent", Math.round(100 * part)));
    }

    private static String rect(int x, int y, double width, String token) {
        return format(
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>\n",
                x, y, width, BAR, PAPER.web(token));
    }

    private static String words(int x, int y, String token, String words) {
        return format(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>\n",
                x, y + BAR - 2, PAPER.web(token), SvgText.escaped(words));
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
