package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Drawing;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;

/** The paths as bars of cycles, each with its other figures. */
final class PathBars extends Drawing {

    private static final double MARGIN = 14;
    private static final double NAMES = 96;
    private static final double ROW = 44;
    private static final double BAR = 14;

    private final RegionsViewModel model;
    private final Appearance appearance;

    PathBars(RegionsViewModel model, Appearance appearance) {
        super(text("regions.pathsAccessible"));
        this.model = model;
        this.appearance = appearance;
        setId("path-bars");
        appearance.themeProperty().subscribe(theme -> request());
        model.recordingProperty().subscribe(opened -> {
            setMinHeight(MARGIN + costs().size() * ROW);
            request();
        });
    }

    private List<PathCost> costs() {
        return model.recordingProperty().get().map(OpenedRegions::paths).orElse(List.of());
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        List<PathCost> costs = costs();
        long most = costs.stream().mapToLong(PathCost::cycles).max().orElse(1);
        g.setTextBaseline(VPos.CENTER);
        if (costs.isEmpty()) {
            g.setFont(Fonts.sans(13));
            g.setFill(appearance.theme().color("dim"));
            g.fillText(text("regions.noAccesses"), MARGIN, MARGIN + BAR, width - 2 * MARGIN);
        }
        for (int i = 0; i < costs.size(); i++) {
            PathCost cost = costs.get(i);
            double y = MARGIN + i * ROW + BAR / 2;
            g.setFont(Fonts.sans(12));
            g.setFill(appearance.theme().color("text"));
            g.fillText(text("path." + cost.path()), MARGIN, y);
            g.setFill(appearance.theme().color("accent"));
            g.fillRect(
                    MARGIN + NAMES,
                    y - BAR / 2,
                    Math.max(2, (width - NAMES - 2 * MARGIN) * cost.cycles() / Math.max(1, most)),
                    BAR);
            g.setFill(appearance.theme().color("dim"));
            g.fillText(cost.figures(), MARGIN + NAMES, y + BAR + 2, Math.max(1, width - NAMES - 2 * MARGIN));
        }
    }
}
