package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Icon;
import io.zmdev.app.theme.Appearance;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.TextFormatter;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;
import javafx.util.StringConverter;

/** Play, step back, step, and the whole run to drag over. */
public final class TransportBar extends HBox {

    private static final Duration PACE = Duration.millis(700);

    /** @param further what the screen has beside it */
    public TransportBar(RecordingPlayback model, Appearance appearance, Node... further) {
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
        Timeline play = new Timeline(new KeyFrame(PACE, event -> {
            if (!model.step() || model.isAtBreakpoint()) {
                model.playingProperty().set(false);
            }
        }));
        play.setCycleCount(Animation.INDEFINITE);
        getChildren().setAll(playButton(model, play), speed(play), back, step, scrubber, counter(model), goTo(model));
        getChildren().addAll(further);
    }

    /** F10 and F9 step forth and back; F5 runs to the next breakpoint, with Shift to the one before. */
    public static void keyPressed(RecordingPlayback model, KeyEvent event) {
        switch (event.getCode()) {
            case F5 -> {
                if (event.isShiftDown()) {
                    model.runBackToBreakpoint();
                } else {
                    model.runToBreakpoint();
                }
            }
            case F9 -> model.back();
            case F10 -> model.step();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static ChoiceBox<Integer> speed(Timeline play) {
        ChoiceBox<Integer> speed = new ChoiceBox<>();
        speed.setId("speed");
        speed.setAccessibleText(text("walk.speed"));
        speed.getItems().setAll(1, 2, 4, 8, 16);
        speed.setConverter(new SpeedNames());
        speed.setMinWidth(USE_PREF_SIZE);
        speed.valueProperty().subscribe(times -> play.setRate(times == null ? 1 : times));
        speed.setValue(1);
        return speed;
    }

    private static TextField goTo(RecordingPlayback model) {
        TextField field = new TextField();
        field.setId("go-to");
        field.setPromptText(text("walk.goTo"));
        field.setAccessibleText(text("walk.goTo"));
        field.setPrefColumnCount(4);
        field.setMinWidth(USE_PREF_SIZE);
        field.setTextFormatter(
                new TextFormatter<>(change -> change.getControlNewText().matches("[0-9]{0,9}") ? change : null));
        field.setOnAction(event -> {
            if (!field.getText().isEmpty()) {
                model.seek(Integer.parseInt(field.getText()));
            }
        });
        return field;
    }

    private static Button playButton(RecordingPlayback model, Timeline play) {
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

    private static Label counter(RecordingPlayback model) {
        Label counter = new Label();
        counter.setId("step-counter");
        counter.getStyleClass().add("step-counter");
        counter.setMinWidth(USE_PREF_SIZE);
        Runnable count = () ->
                counter.setText(text("walk.counter", model.positionProperty().get(), model.length()));
        model.positionProperty().subscribe(count);
        model.recordingProperty().subscribe(count);
        return counter;
    }

    private static final class SpeedNames extends StringConverter<Integer> {

        @Override
        public String toString(Integer times) {
            return text("walk.times", times);
        }

        @Override
        public Integer fromString(String name) {
            throw new UnsupportedOperationException("the speed is not typed in");
        }
    }
}
