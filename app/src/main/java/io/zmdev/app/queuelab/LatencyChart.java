package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Drawing;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.app.theme.Theme;
import io.zmdev.sim.ap.load.SweepPlot;
import io.zmdev.sim.plot.LinePlot;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.TextAlignment;

/** The 99 % response time over the load, a line for each policy, with its confidence intervals; logarithmic upwards. */
final class LatencyChart extends Drawing {

    private static final double LEFT = 76;
    private static final double RIGHT = 170;
    private static final double TOP = 30;
    private static final double BOTTOM = 46;
    private static final double LEGEND_ROW = 20;
    private static final double[][] DASHES = {{}, {8, 3}, {2, 3}, {8, 3, 2, 3}};

    private final QueueLabViewModel model;
    private final Appearance appearance;

    LatencyChart(QueueLabViewModel model, Appearance appearance) {
        super(text("queue.latencyAccessible"));
        this.model = model;
        this.appearance = appearance;
        setId("latency");
        appearance.themeProperty().subscribe(theme -> request());
        model.rowsProperty().subscribe(rows -> request());
    }

    /** The lines in a rectangle with the least and greatest values at its edges. */
    private record Frame(double width, double height, double minX, double maxX, double minY, double maxY) {

        static Frame of(List<LinePlot.Line> lines, double width, double height) {
            return new Frame(
                    width,
                    height,
                    least(lines, LinePlot.Point::x),
                    greatest(lines, LinePlot.Point::x),
                    LinePlot.tickUpTo(least(lines, LinePlot.Point::y)),
                    LinePlot.nextTick(greatest(lines, LinePlot.Point::y)));
        }

        double x(double value) {
            return LEFT + (value - minX) / Math.max(1e-9, maxX - minX) * (width - LEFT - RIGHT);
        }

        double y(double value) {
            double part = Math.log(Math.clamp(value, minY, maxY) / minY) / Math.log(maxY / minY);
            return height - BOTTOM - part * (height - BOTTOM - TOP);
        }

        private static double least(List<LinePlot.Line> lines, ToDoubleFunction<LinePlot.Point> value) {
            return lines.stream()
                    .flatMap(line -> line.points().stream())
                    .mapToDouble(value)
                    .min()
                    .orElse(1);
        }

        private static double greatest(List<LinePlot.Line> lines, ToDoubleFunction<LinePlot.Point> value) {
            return lines.stream()
                    .flatMap(line -> line.points().stream())
                    .mapToDouble(value)
                    .max()
                    .orElse(10);
        }
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        List<LinePlot.Line> lines = lines();
        g.setTextBaseline(VPos.CENTER);
        g.setFont(Fonts.sans(12));
        if (lines.isEmpty()) {
            g.setFill(color("dim"));
            g.setTextAlign(TextAlignment.CENTER);
            g.fillText(text("queue.idle"), width / 2, height / 2);
            return;
        }
        Frame frame = Frame.of(lines, width, height);
        paintAxes(g, frame);
        for (int i = 0; i < lines.size(); i++) {
            paintLine(g, frame, lines.get(i), i);
        }
        g.setLineDashes();
    }

    /** Lines without the points at which nothing was answered. */
    private List<LinePlot.Line> lines() {
        return SweepPlot.of("", model.rowsProperty().get(), SweepPlot.Figure.P99).lines().stream()
                .map(line -> new LinePlot.Line(
                        line.name(),
                        line.points().stream().filter(point -> point.y() > 0).toList()))
                .filter(line -> !line.points().isEmpty())
                .toList();
    }

    private void paintAxes(GraphicsContext g, Frame frame) {
        g.setLineWidth(1);
        g.setLineDashes();
        g.setTextAlign(TextAlignment.RIGHT);
        for (double tick = frame.minY(); tick <= frame.maxY() * 1.0001; tick = LinePlot.nextTick(tick)) {
            paintTick(g, frame, tick);
        }
        g.setTextAlign(TextAlignment.CENTER);
        model.rowsProperty().get().stream()
                .mapToDouble(row -> row.cell().factor())
                .distinct()
                .forEach(load -> g.fillText(
                        String.format(Locale.ENGLISH, "%.2f", load), frame.x(load), frame.height() - BOTTOM + 14));
        g.fillText(text("queue.axisLoad"), (LEFT + frame.width() - RIGHT) / 2, frame.height() - 14);
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(text("queue.axisTime"), 14, 14);
    }

    private void paintTick(GraphicsContext g, Frame frame, double value) {
        double y = Math.round(frame.y(value)) + 0.5;
        g.setStroke(color("line"));
        g.strokeLine(LEFT, y, frame.width() - RIGHT, y);
        g.setFill(color("dim"));
        g.fillText(String.format(Locale.ENGLISH, value < 1 ? "%.1f" : "%,.0f", value), LEFT - 8, y);
    }

    private void paintLine(GraphicsContext g, Frame frame, LinePlot.Line line, int index) {
        Color hue = color(Theme.guestToken(index % Theme.GUEST_HUES));
        g.setStroke(hue);
        g.setFill(hue);
        g.setLineWidth(1.8);
        g.setLineDashes(DASHES[index % DASHES.length]);
        double[] xs =
                line.points().stream().mapToDouble(point -> frame.x(point.x())).toArray();
        double[] ys =
                line.points().stream().mapToDouble(point -> frame.y(point.y())).toArray();
        g.strokePolyline(xs, ys, xs.length);
        double legend = TOP + 8 + index * LEGEND_ROW;
        g.strokeLine(frame.width() - RIGHT + 14, legend, frame.width() - RIGHT + 44, legend);
        g.setLineDashes();
        g.setLineWidth(1);
        for (int i = 0; i < xs.length; i++) {
            LinePlot.Point point = line.points().get(i);
            g.strokeLine(xs[i], frame.y(point.low()), xs[i], frame.y(point.high()));
            g.fillOval(xs[i] - 2.5, ys[i] - 2.5, 5, 5);
        }
        g.setFill(color("text"));
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(line.name(), frame.width() - RIGHT + 52, legend);
    }

    private Color color(String token) {
        return appearance.theme().color(token);
    }
}
