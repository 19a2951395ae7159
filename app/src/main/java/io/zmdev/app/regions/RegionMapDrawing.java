package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Drawing;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.Operation;
import io.zmdev.sim.mmio.region.RegionInfo;
import io.zmdev.sim.mmio.region.RegionProblem;
import io.zmdev.sim.mmio.region.SparseArea;
import java.util.List;
import java.util.Optional;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/**
 * Every region as a bar whose length grows with the logarithm of its size. Within it what may be mapped is filled, what overlaps
 * is crossed, and the current access is marked.
 */
final class RegionMapDrawing extends Drawing {

    private static final double MARGIN = 14;
    private static final double ROW = 34;
    private static final double BAR = 18;
    private static final double NAMES = 150;
    private static final double FIGURES = 250;
    private static final double LEAST_MARK = 3;

    private final RegionsViewModel model;
    private final Appearance appearance;

    RegionMapDrawing(RegionsViewModel model, Appearance appearance) {
        super(text("regions.mapAccessible"));
        this.model = model;
        this.appearance = appearance;
        setId("region-map");
        appearance.themeProperty().subscribe(theme -> request());
        model.positionProperty().subscribe(position -> request());
        model.recordingProperty().subscribe(opened -> {
            setMinHeight(2 * MARGIN + rows().size() * ROW);
            request();
        });
    }

    private List<RegionRow> rows() {
        return model.recordingProperty()
                .get()
                .map(opened -> RegionRow.of(opened.run().scenario()))
                .orElse(List.of());
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        List<RegionRow> rows = rows();
        double largest = rows.stream().mapToDouble(RegionRow::bits).max().orElse(1);
        g.setTextBaseline(VPos.CENTER);
        for (int i = 0; i < rows.size(); i++) {
            RegionRow row = rows.get(i);
            double part = row.bits() / Math.max(1, largest);
            paintRow(g, row, MARGIN + i * ROW + ROW / 2, Math.max(0, (width - NAMES - FIGURES - 2 * MARGIN) * part));
        }
    }

    private void paintRow(GraphicsContext g, RegionRow row, double y, double length) {
        RegionInfo region = row.region();
        g.setFont(Fonts.sans(12));
        g.setFill(color("text"));
        g.fillText(text("regions.region", row.device(), region.name()), MARGIN, y, NAMES - 8);
        double left = MARGIN + NAMES;
        double top = Math.round(y - BAR / 2) + 0.5;
        g.setFill(color("host"));
        g.fillRect(left, top, length, BAR);
        g.setFill(color("selection"));
        for (SparseArea area : region.shape().mappable()) {
            g.fillRect(
                    left + row.part(area.offset()) * length,
                    top,
                    Math.max(LEAST_MARK, row.part(area.size()) * length),
                    BAR);
        }
        row.overlaps().forEach(overlap -> paintOverlap(g, row, overlap, left, top, length));
        Optional<Operation.Access> access = accessTo(row);
        g.setLineWidth(access.isPresent() ? 2 : 1);
        g.setStroke(color(access.isPresent() ? "accent" : "dim"));
        g.strokeRect(left, top, length, BAR);
        access.ifPresent(made -> {
            double x = left + row.part(made.offset()) * length;
            g.setFill(color("accent"));
            g.fillPolygon(new double[] {x, x - 5, x + 5}, new double[] {top, top - 8, top - 8}, 3);
        });
        g.setFill(color("dim"));
        g.setFont(Fonts.mono(12));
        g.fillText(row.place(), left + length + 10, y);
    }

    private void paintOverlap(
            GraphicsContext g, RegionRow row, RegionProblem.Overlap overlap, double left, double top, double length) {
        long start = row.region().offset();
        double from = left + row.part(overlap.from() - start) * length;
        double to = Math.max(from + LEAST_MARK, left + row.part(overlap.to() - start) * length);
        g.setStroke(color("bad"));
        g.setLineWidth(1.5);
        g.strokeRect(from, top, to - from, BAR);
        g.strokeLine(from, top, to, top + BAR);
        g.strokeLine(from, top + BAR, to, top);
    }

    private Optional<Operation.Access> accessTo(RegionRow row) {
        return model.operation()
                .map(MmioRun.Done::operation)
                .filter(Operation.Access.class::isInstance)
                .map(Operation.Access.class::cast)
                .filter(access -> access.on().equals(row.device())
                        && access.region().isPresent()
                        && access.region().getAsInt() == row.region().index());
    }

    private Color color(String token) {
        return appearance.theme().color(token);
    }
}
