package io.zmdev.app.topology;

import io.zmdev.app.theme.Theme;
import io.zmdev.model.css.ChpId;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.css.SubchannelId;
import io.zmdev.sim.plot.SvgText;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The channel subsystem as SVG, for documents: every subchannel, whatever of them is in sight. Lengths are pixels. */
final class ChannelsPicture {

    private static final int ROW = 26;
    private static final int MARGIN = 16;
    private static final int BOX_WIDTH = 56;
    private static final int BOX_HEIGHT = 24;
    private static final int PATH_X = 104;
    private static final int ROW_X = 220;
    private static final int ROW_WIDTH = 580;

    private final ChannelsState state;
    private final ChannelLayout layout;
    private final Set<ChpId> varied;
    private final Set<SubchannelId> cutOff;
    private final Theme theme;
    private final int height;
    private final StringBuilder svg = new StringBuilder();

    private ChannelsPicture(ChannelsState state, Set<ChpId> varied, Set<SubchannelId> cutOff, Theme theme) {
        this.state = state;
        this.layout = state.layout();
        this.varied = varied;
        this.cutOff = cutOff;
        this.theme = theme;
        height = Math.max(layout.rows().size() * ROW, layout.paths().size() * (BOX_HEIGHT + 6)) + 2 * MARGIN;
    }

    /**
     * The picture as an SVG document. For any thread: all of this is immutable.
     *
     * @param varied channel paths that are taken as offline
     * @param cutOff subchannels that lose their last path by that
     */
    static String svg(ChannelsState state, Set<ChpId> varied, Set<SubchannelId> cutOff, Theme theme) {
        return new ChannelsPicture(state, varied, cutOff, theme).drawn();
    }

    private String drawn() {
        int width = ROW_X + ROW_WIDTH + MARGIN;
        append(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Mono, monospace\" font-size=\"12\">\n"
                        + "<rect width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                width, height, width, height, width, height, theme.web("background"));
        List<ChpId> paths = layout.paths();
        for (int i = 0; i < paths.size(); i++) {
            boolean off = varied.contains(paths.get(i));
            double y = pathY(i);
            appendLine(MARGIN + BOX_WIDTH, height / 2.0, PATH_X, y, off);
            for (ChannelLayout.Group group : layout.groups()) {
                if (group.chpids().contains(paths.get(i))) {
                    appendLine(
                            PATH_X + BOX_WIDTH,
                            y,
                            ROW_X - 8,
                            rowY(group.first() + group.end()) / 2.0 + MARGIN / 2.0,
                            off);
                }
            }
            appendBox(PATH_X, y, paths.get(i).toString(), off);
        }
        appendBox(MARGIN, height / 2.0, "css0", false);
        for (int row = 0; row < layout.rows().size(); row++) {
            appendRow(layout.rows().get(row), rowY(row));
        }
        return svg.append("</svg>\n").toString();
    }

    private void appendLine(double x1, double y1, double x2, double y2, boolean off) {
        double middle = (x1 + x2) / 2;
        append(
                "<path d=\"M%.1f %.1f C%.1f %.1f %.1f %.1f %.1f %.1f\" fill=\"none\" stroke=\"%s\"%s/>\n",
                x1,
                y1,
                middle,
                y1,
                middle,
                y2,
                x2,
                y2,
                theme.web(off ? "bad" : "cell-line"),
                off ? " stroke-dasharray=\"4 4\"" : "");
    }

    /** A box that is off is crossed too, not only red. */
    private void appendBox(int x, double middle, String words, boolean off) {
        double y = middle - BOX_HEIGHT / 2.0;
        append(
                "<rect x=\"%d\" y=\"%.1f\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\" stroke=\"%s\"/>",
                x, y, BOX_WIDTH, BOX_HEIGHT, theme.web(off ? "bad-soft" : "panel"), theme.web(off ? "bad" : "line"));
        if (off) {
            append("<path d=\"M%d %.1f l%d %d\" stroke=\"%s\"/>", x, y, BOX_WIDTH, BOX_HEIGHT, theme.web("bad"));
        }
        append("<text x=\"%d\" y=\"%.1f\" fill=\"%s\">%s</text>\n", x + 10, middle + 4, theme.web("text"), words);
    }

    private void appendRow(Subchannel subchannel, int y) {
        boolean cut = cutOff.contains(subchannel.id());
        append(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"%s\"/>",
                ROW_X, y + 1, ROW_WIDTH, ROW - 2, theme.web(cut ? "bad-soft" : "panel"));
        appendWords(ROW_X + 10, y, cut ? "bad" : "text", (cut ? "✕ " : "") + subchannel.id());
        state.owner(subchannel.id()).ifPresent(guest -> {
            append(
                    "<rect x=\"%d\" y=\"%d\" width=\"12\" height=\"12\" rx=\"2\" fill=\"%s\"/>",
                    ROW_X + 120, y + 7, theme.web(Theme.guestToken(state.hue(guest))));
            appendWords(ROW_X + 140, y, "text", guest);
        });
        appendWords(ROW_X + 250, y, "dim", ChannelsState.driver(subchannel));
        appendWords(ROW_X + 370, y, "dim", ChannelsState.device(subchannel));
        appendWords(ROW_X + 450, y, "dim", subchannel.deviceType().orElse(""));
        svg.append('\n');
    }

    private void appendWords(int x, int y, String token, String words) {
        append("<text x=\"%d\" y=\"%d\" fill=\"%s\">%s</text>", x, y + 17, theme.web(token), SvgText.escaped(words));
    }

    private static int rowY(int row) {
        return MARGIN + row * ROW;
    }

    /** The middle of a channel path's box. */
    private double pathY(int index) {
        return (index + 0.5) * height / layout.paths().size();
    }

    private void append(String form, Object... values) {
        svg.append(String.format(Locale.ROOT, form, values));
    }
}
