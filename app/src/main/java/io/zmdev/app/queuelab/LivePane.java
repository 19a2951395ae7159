package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.ChoiceBar;
import io.zmdev.app.fx.DataTable;
import io.zmdev.app.fx.Presentation;
import io.zmdev.app.theme.Appearance;
import io.zmdev.sim.ap.load.QueueCourse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.animation.Animation;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Slider;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.Duration;

/** The queues while they fill and empty, under each policy side by side: played, or moved through by hand. */
final class LivePane extends BorderPane {

    /** A queue under a policy at the look that is shown. */
    private record Row(String policy, String queue, int outstanding, int depth) {}

    private static final Duration FRAME = Duration.millis(40);
    private static final double MS = 1e6;

    private final QueueLabViewModel model;
    private final DataTable<Row> table = new DataTable<Row>(text("queue.liveAccessible"), text("queue.noLive"))
            .column(text("column.policy"), 130, Row::policy)
            .column(text("column.queue"), 90, Row::queue)
            .column(text("column.outstanding"), 110, row -> Integer.toString(row.outstanding()))
            .column(text("column.depth"), 70, row -> Integer.toString(row.depth()));
    private final Timeline play = new Timeline(new KeyFrame(FRAME, event -> step()));
    private final Button toggle = new Button();
    private final Label time = new Label();

    LivePane(QueueLabViewModel model, Appearance appearance) {
        this.model = model;
        setId("live-view");
        getStyleClass().add("tab-page");
        table.setId("live-table");
        play.setCycleCount(Animation.INDEFINITE);
        play.statusProperty().subscribe(this::named);
        ScrollPane drawing = new ScrollPane(new LiveQueues(model, appearance));
        drawing.setFitToWidth(true);
        drawing.setFitToHeight(true);
        ObjectProperty<Presentation> presentation = new SimpleObjectProperty<>(Presentation.DRAWING);
        presentation.subscribe(how -> {
            setCenter(
                    switch (how) {
                        case DRAWING -> drawing;
                        case TABLE -> table;
                    });
            show();
        });
        setTop(bar(presentation));
        model.coursesProperty().subscribe(courses -> show());
        model.lookProperty().subscribe(look -> show());
        // What nobody sees does not run on.
        sceneProperty().subscribe(scene -> {
            if (scene == null) {
                play.pause();
            }
        });
    }

    private HBox bar(ObjectProperty<Presentation> presentation) {
        Button watch = new Button(text("queue.watch"));
        watch.setId("live-watch");
        watch.getStyleClass().add("primary");
        watch.setOnAction(event -> model.watch());
        toggle.setId("live-play");
        toggle.setOnAction(event -> playOrPause());
        Slider slider = new Slider(0, QueueLabViewModel.LOOKS - 1.0, 0);
        slider.setId("live-look");
        slider.setBlockIncrement(1);
        slider.setAccessibleText(text("queue.liveTime"));
        slider.valueProperty().bindBidirectional(model.lookProperty());
        HBox.setHgrow(slider, Priority.ALWAYS);
        time.getStyleClass().add("step-counter");
        List.of(watch, toggle, time).forEach(node -> node.setMinWidth(USE_PREF_SIZE));
        model.coursesProperty().subscribe(courses -> {
            toggle.setDisable(courses.isEmpty());
            slider.setDisable(courses.isEmpty());
            play.pause();
        });
        HBox bar = new HBox(
                new ChoiceBar<>(List.of(Presentation.values()), how -> text("presentation." + how), presentation),
                watch,
                toggle,
                slider,
                time);
        bar.getStyleClass().add("tab-bar");
        return bar;
    }

    private void named(Animation.Status status) {
        toggle.setText(text(status == Animation.Status.RUNNING ? "walk.pause" : "walk.play"));
    }

    /** From the start when it is at the end. */
    private void playOrPause() {
        if (play.getStatus() == Animation.Status.RUNNING) {
            play.pause();
        } else {
            if (model.lookProperty().get() == QueueLabViewModel.LOOKS - 1) {
                model.lookProperty().set(0);
            }
            play.play();
        }
    }

    private void step() {
        int next = model.lookProperty().get() + 1;
        if (next < QueueLabViewModel.LOOKS) {
            model.lookProperty().set(next);
        } else {
            play.pause();
        }
    }

    private void show() {
        int look = model.lookProperty().get();
        time.setText(text(
                "queue.at", String.format(Locale.ENGLISH, "%.1f", look * QueueLabViewModel.BETWEEN_LOOKS_NS / MS)));
        if (table.getParent() != null) {
            List<Row> rows = new ArrayList<>();
            for (QueueCourse course : model.coursesProperty().get()) {
                for (int queue = 0; queue < course.queues().size(); queue++) {
                    rows.add(new Row(
                            course.policy(),
                            course.queues().get(queue).toString(),
                            course.looks().get(look).outstanding().get(queue),
                            course.depths().get(queue)));
                }
            }
            table.show(rows);
        }
    }
}
