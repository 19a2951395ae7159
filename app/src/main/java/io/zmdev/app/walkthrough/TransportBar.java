package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Icon;
import io.zmdev.app.theme.Appearance;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/** Play, step back, step, and the whole run to drag over. */
final class TransportBar extends HBox {

    private static final Duration PACE = Duration.millis(700);

    TransportBar(WalkthroughViewModel model, Appearance appearance) {
        getStyleClass().add("transport-bar");
        Button back = new Button(text("walk.back"), new Icon("step.back"));
        back.setId("step-back");
        back.setOnAction(event -> model.back());
        Button step = new Button(text("walk.step"), new Icon("step.forward"));
        step.setId("step");
        step.getStyleClass().add("primary");
        step.setContentDisplay(ContentDisplay.RIGHT);
        step.setOnAction(event -> model.step());
        for (Button button : new Button[] {back, step}) {
            button.setMinWidth(USE_PREF_SIZE);
        }
        Scrubber scrubber = new Scrubber(model, appearance);
        setHgrow(scrubber, Priority.ALWAYS);
        getChildren().setAll(playButton(model), back, step, scrubber, counter(model));
    }

    private static Button playButton(WalkthroughViewModel model) {
        Timeline play = new Timeline(new KeyFrame(PACE, event -> {
            if (!model.step()) {
                model.playingProperty().set(false);
            }
        }));
        play.setCycleCount(Animation.INDEFINITE);
        Button button = new Button();
        button.setId("play");
        button.setOnAction(
                event -> model.playingProperty().set(!model.playingProperty().get()));
        model.playingProperty().subscribe(playing -> {
            button.setGraphic(new Icon(playing ? "pause" : "play"));
            button.setAccessibleText(text(playing ? "walk.pause" : "walk.play"));
            if (playing) {
                play.play();
            } else {
                play.stop();
            }
        });
        return button;
    }

    private static Label counter(WalkthroughViewModel model) {
        Label counter = new Label();
        counter.setId("step-counter");
        counter.getStyleClass().add("step-counter");
        counter.setMinWidth(USE_PREF_SIZE);
        model.momentProperty()
                .subscribe(moment ->
                        counter.setText(text("walk.counter", WalkthroughViewModel.positionOf(moment), model.length())));
        return counter;
    }
}
