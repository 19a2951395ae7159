package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The bottom of the screen: what is in the way, what guests lose, Apply; then the countdown with Keep and Undo. */
final class ApplyBar extends VBox {

    private static final double NAME_WIDTH = 160;

    private final ApplyViewModel model;
    private final Label remark = new Label();
    private final Label losses = new Label();
    private final TextField typed = new TextField();
    private final Button nearest = button("apply-nearest", "apply.takeNearest");
    private final Button apply = button("apply", "apply.apply");
    private final ProgressBar progress = new ProgressBar(ProgressBar.INDETERMINATE_PROGRESS);
    private final Label left = new Label();
    private final Button keep = button("keep", "apply.keep");
    private final Button undo = button("undo-apply", "apply.undo");

    ApplyBar(ApplyViewModel model) {
        this.model = model;
        getStyleClass().add("apply-bar");
        setId("apply-bar");
        remark.setId("apply-remark");
        remark.setWrapText(true);
        losses.getStyleClass().add("apply-losses");
        losses.setId("apply-losses");
        losses.setWrapText(true);
        left.getStyleClass().add("apply-countdown");
        typed.setId("apply-typed");
        typed.setMinWidth(NAME_WIDTH);
        typed.textProperty().bindBidirectional(model.typedProperty());
        progress.setAccessibleText(text("apply.busy"));
        apply.getStyleClass().addAll("primary", "big");
        keep.getStyleClass().addAll("primary", "big");
        undo.getStyleClass().add("big");
        apply.setOnAction(event -> model.apply());
        keep.setOnAction(event -> model.keep());
        undo.setOnAction(event -> model.undo());
        nearest.setOnAction(event -> model.proposeNearest());
        HBox.setHgrow(remark, Priority.ALWAYS);
        remark.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(remark, progress, left, typed, nearest, undo, keep, apply);
        row.getStyleClass().add("apply-row");
        getChildren().setAll(losses, row);
        model.phaseProperty().subscribe(phase -> show());
        model.obstacleProperty().subscribe(obstacle -> show());
        model.messageProperty().subscribe(message -> show());
        model.lossesProperty().subscribe(lost -> show());
    }

    private void show() {
        Phase phase = model.phaseProperty().get();
        List<GuestLoss> lost = model.lossesProperty().get();
        boolean waiting = phase instanceof Phase.Waiting;
        boolean idle = phase instanceof Phase.Idle;
        show(progress, phase instanceof Phase.Working);
        show(left, waiting);
        show(keep, waiting);
        show(undo, waiting);
        show(apply, !waiting);
        show(nearest, idle && model.isVirtual());
        show(losses, idle && model.mustAgree());
        show(typed, idle && model.mustAgree());
        typed.setPromptText(model.machineName());
        typed.setAccessibleText(text("apply.typeName", model.machineName()));
        losses.setText(Stream.concat(
                        lost.stream().map(loss -> text("apply.loses", loss.guest(), String.join(", ", loss.lost()))),
                        model.planLosses().stream())
                .collect(Collectors.joining("\n")));
        apply.setDisable(model.obstacleProperty().get().isPresent());
        remark.setText(
                switch (phase) {
                    case Phase.Working(String what) -> what;
                    case Phase.Waiting waits -> model.messageProperty().get();
                    case Phase.Idle unused ->
                        model.messageProperty().get().isEmpty()
                                ? model.obstacleProperty().get().orElse("")
                                : model.messageProperty().get();
                });
        if (phase instanceof Phase.Waiting(int seconds)) {
            left.setText(text("apply.left", seconds));
        }
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }

    private static Button button(String id, String key) {
        Button button = new Button(text(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        return button;
    }
}
