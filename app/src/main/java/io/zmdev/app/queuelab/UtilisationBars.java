package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Drawing;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.theme.Fonts;
import io.zmdev.sim.ap.load.PolicyResult;
import io.zmdev.sim.kernel.Estimate;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;

/** How busy each card is at the greatest load, a group of bars for each policy. */
final class UtilisationBars extends Drawing {

    private static final double MARGIN = 14;
    private static final double NAMES = 190;
    private static final double ROW = 20;
    private static final double BAR = 12;
    private static final double FIGURE = 56;
    private static final double GAP = 12;

    private final QueueLabViewModel model;
    private final Appearance appearance;

    UtilisationBars(QueueLabViewModel model, Appearance appearance) {
        super(text("queue.utilisationAccessible"));
        this.model = model;
        this.appearance = appearance;
        setId("utilisation");
        appearance.themeProperty().subscribe(theme -> request());
        model.rowsProperty().subscribe(rows -> {
            setMinHeight(2 * MARGIN
                    + model.resultsAtGreatestLoad().stream()
                            .mapToDouble(result -> result.utilisation().size() * ROW + GAP)
                            .sum());
            request();
        });
    }

    @Override
    protected void paint(GraphicsContext g, double width, double height) {
        g.setTextBaseline(VPos.CENTER);
        if (model.resultsAtGreatestLoad().isEmpty()) {
            g.setFont(Fonts.sans(13));
            g.setFill(appearance.theme().color("dim"));
            g.fillText(text("queue.idle"), MARGIN, 2 * MARGIN, width - 2 * MARGIN);
        }
        double top = MARGIN;
        for (PolicyResult result : model.resultsAtGreatestLoad()) {
            g.setFont(Fonts.sans(12));
            g.setFill(appearance.theme().color("text"));
            g.fillText(result.policy(), MARGIN, top + BAR / 2);
            for (int card = 0; card < result.utilisation().size(); card++) {
                paintBar(g, cardName(card), result.utilisation().get(card), top + card * ROW, width);
            }
            top += result.utilisation().size() * ROW + GAP;
        }
    }

    private String cardName(int card) {
        return model.scenarioProperty()
                .get()
                .map(scenario ->
                        text("column.card", scenario.machine().cards().get(card).id()))
                .orElse("");
    }

    private void paintBar(GraphicsContext g, String name, Estimate part, double top, double width) {
        double room = width - NAMES - FIGURE - 2 * MARGIN;
        g.setFill(appearance.theme().color("dim"));
        g.setFont(Fonts.mono(12));
        g.fillText(name, MARGIN + NAMES - 66, top + BAR / 2);
        g.setFill(appearance.theme().color("host"));
        g.fillRect(MARGIN + NAMES, top, room, BAR);
        g.setFill(appearance.theme().color("accent"));
        g.fillRect(MARGIN + NAMES, top, room * Math.clamp(part.mean(), 0.0, 1.0), BAR);
        g.setFill(appearance.theme().color("text"));
        g.fillText(text("queue.percent", Math.round(100 * part.mean())), width - FIGURE - MARGIN + 8, top + BAR / 2);
    }
}
