package io.zmdev.sim.plot;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * A diagram of lines as SVG: linear across, logarithmic upwards. Lines differ in colour (a set that colour-blind people tell apart),
 * dashes and marks, and the legend stands at their ends' side.
 *
 * @param across what the horizontal axis shows
 * @param upwards what the vertical axis shows
 */
public record LinePlot(String title, String across, String upwards, List<Line> lines) {

    private static final List<String> COLOURS = List.of(
            "#0072b2", "#d55e00", "#009d9a", "#8a5cf6", "#e69f00", "#cc79a7", "#56b4e9", "#7a8f00", "#000000",
            "#66717f", "#c4314b");
    private static final List<String> DASHES = List.of("none", "8 3", "2 3", "8 3 2 3");
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 70;
    private static final int RIGHT = 190;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;

    public LinePlot {
        lines = List.copyOf(lines);
    }

    /** A line with a name. */
    public record Line(String name, List<Point> points) {

        public Line {
            points = List.copyOf(points);
        }
    }

    /** A point with the lower and upper end of its confidence interval. */
    public record Point(double x, double y, double low, double high) {}

    /** The diagram as an SVG document. */
    public String svg() {
        double minX = least(Point::x);
        double maxX = greatest(Point::x);
        double minY = tickUpTo(least(Point::y));
        double maxY = nextTick(greatest(Point::y));
        StringBuilder svg = new StringBuilder();
        svg.append(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" "
                        + "font-family=\"IBM Plex Sans, sans-serif\" font-size=\"12\">\n",
                WIDTH, HEIGHT, WIDTH, HEIGHT));
        svg.append(format("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>\n", WIDTH, HEIGHT));
        svg.append(format(
                "<text x=\"%d\" y=\"22\" font-size=\"14\" fill=\"#1c2430\">%s</text>\n", LEFT, SvgText.escaped(title)));
        appendAxes(svg, minX, maxX, minY, maxY);
        for (int i = 0; i < lines.size(); i++) {
            appendLine(svg, i, minX, maxX, minY, maxY);
        }
        return svg.append("</svg>\n").toString();
    }

    private void appendAxes(StringBuilder svg, double minX, double maxX, double minY, double maxY) {
        for (double tick = minY; tick <= maxY * 1.0001; tick = nextTick(tick)) {
            double y = y(tick, minY, maxY);
            svg.append(format(
                    "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dde2e8\"/>"
                            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\" fill=\"#66717f\">%s</text>\n",
                    LEFT, y, WIDTH - RIGHT, y, LEFT - 6, y + 4, number(tick)));
        }
        for (int i = 0; i <= 5; i++) {
            double value = minX + (maxX - minX) * i / 5;
            double x = x(value, minX, maxX);
            svg.append(format(
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#66717f\">%s</text>\n",
                    x, HEIGHT - BOTTOM + 18, number(value)));
        }
        svg.append(format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"middle\" fill=\"#1c2430\">%s</text>\n",
                (LEFT + WIDTH - RIGHT) / 2, HEIGHT - 10, SvgText.escaped(across)));
        svg.append(format(
                "<text transform=\"translate(16 %d) rotate(-90)\" text-anchor=\"middle\" fill=\"#1c2430\">%s</text>\n",
                (TOP + HEIGHT - BOTTOM) / 2, SvgText.escaped(upwards)));
    }

    private void appendLine(StringBuilder svg, int index, double minX, double maxX, double minY, double maxY) {
        String colour = COLOURS.get(index % COLOURS.size());
        String dash = DASHES.get(index % DASHES.size());
        Line line = lines.get(index);
        svg.append(format(
                "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"1.8\" stroke-dasharray=\"%s\" points=\"",
                colour, dash));
        for (Point point : line.points()) {
            svg.append(format("%.1f,%.1f ", x(point.x(), minX, maxX), y(point.y(), minY, maxY)));
        }
        svg.append("\"/>\n");
        for (Point point : line.points()) {
            double x = x(point.x(), minX, maxX);
            svg.append(format(
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\"/>"
                            + "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.5\" fill=\"%s\"/>\n",
                    x,
                    y(Math.max(point.low(), minY), minY, maxY),
                    x,
                    y(Math.min(point.high(), maxY), minY, maxY),
                    colour,
                    x,
                    y(point.y(), minY, maxY),
                    colour));
        }
        int legendY = TOP + 10 + 20 * index;
        svg.append(format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"1.8\" stroke-dasharray=\"%s\"/>"
                        + "<text x=\"%d\" y=\"%d\" fill=\"#1c2430\">%s</text>\n",
                WIDTH - RIGHT + 12,
                legendY,
                WIDTH - RIGHT + 42,
                legendY,
                colour,
                dash,
                WIDTH - RIGHT + 48,
                legendY + 4,
                SvgText.escaped(line.name())));
    }

    private double least(ToDoubleFunction<Point> value) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(value)
                .min()
                .orElse(1);
    }

    private double greatest(ToDoubleFunction<Point> value) {
        return lines.stream()
                .flatMap(line -> line.points().stream())
                .mapToDouble(value)
                .max()
                .orElse(10);
    }

    /** The greatest of 1, 2 and 5 times a power of ten that is not above the value. */
    public static double tickUpTo(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        double digit = value / decade;
        return decade * (digit >= 5 ? 5 : digit >= 2 ? 2 : 1);
    }

    /** The least of them that is above the value. */
    public static double nextTick(double value) {
        double decade = Math.pow(10, Math.floor(Math.log10(value * 1.0001)));
        double digit = value * 1.0001 / decade;
        return decade * (digit >= 5 ? 10 : digit >= 2 ? 5 : 2);
    }

    private static double x(double value, double min, double max) {
        return LEFT + (max > min ? (value - min) / (max - min) : 0.5) * (WIDTH - RIGHT - LEFT);
    }

    private static double y(double value, double min, double max) {
        double part = max > min ? Math.log(value / min) / Math.log(max / min) : 0.5;
        return HEIGHT - BOTTOM - part * (HEIGHT - BOTTOM - TOP);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e9
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.2f", value);
    }

    private static String format(String form, Object... values) {
        return String.format(Locale.ROOT, form, values);
    }
}
