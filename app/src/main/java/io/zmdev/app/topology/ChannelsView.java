package io.zmdev.app.topology;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.fx.ChoiceBar;
import io.zmdev.app.fx.Presentation;
import io.zmdev.app.theme.Appearance;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The screen Channels: the drawing or the table, and what varying paths offline would do. */
public final class ChannelsView extends BorderPane {

    private final Node inspector;

    public ChannelsView(ChannelsViewModel model, Appearance appearance, DragGesture drag) {
        getStyleClass().add("screen");
        inspector = new SubchannelInspector(model);
        ChannelSurface surface = new ChannelSurface(model, appearance, drag);
        SubchannelTable table = new SubchannelTable(model);
        ObjectProperty<Presentation> presentation = new SimpleObjectProperty<>(Presentation.DRAWING);
        presentation.subscribe(chosen -> setCenter(
                switch (chosen) {
                    case DRAWING -> surface;
                    case TABLE -> table;
                }));
        Label outcome = new Label();
        outcome.setId("vary-outcome");
        outcome.setWrapText(true);
        HBox.setHgrow(outcome, Priority.ALWAYS);
        outcome.setMaxWidth(Double.MAX_VALUE);
        Button reset = new Button(text("channels.reset"));
        reset.setMinWidth(Region.USE_PREF_SIZE);
        reset.setOnAction(event -> model.forgetVaried());
        model.cutOffProperty().subscribe(cut -> show(model, outcome, reset));
        model.variedProperty().subscribe(paths -> show(model, outcome, reset));
        HBox bar = new HBox(
                new ChoiceBar<>(List.of(Presentation.values()), how -> text("presentation." + how), presentation),
                outcome,
                reset,
                zoom("−", "zoom.out", surface::farther),
                zoom("+", "zoom.in", surface::nearer));
        bar.getStyleClass().add("screen-bar");
        setTop(bar);
    }

    /** What goes into the right pane. */
    public Node inspector() {
        return inspector;
    }

    private static void show(ChannelsViewModel model, Label outcome, Button reset) {
        boolean asked = !model.variedProperty().get().isEmpty();
        reset.setVisible(asked);
        outcome.setText(
                asked
                        ? text(
                                "channels.outcome",
                                model.cutOffProperty().get().size(),
                                model.cutOffGuests().size(),
                                String.join(", ", model.cutOffGuests()))
                        : text("channels.hint"));
    }

    private static Button zoom(String sign, String key, Runnable action) {
        Button button = new Button(sign);
        button.getStyleClass().add("quiet");
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setAccessibleText(text(key));
        button.setOnAction(event -> action.run());
        return button;
    }
}
