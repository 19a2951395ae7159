package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.app.walkthrough.LessonPlayer.Place;
import io.zmdev.app.walkthrough.LessonPlayer.Verdict;
import io.zmdev.sim.flow.Lesson;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.TextField;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The lessons to choose from, and the question of the one that is learned. */
final class LessonPane extends BorderPane {

    private final LessonPlayer player;
    private final Label note = wrapped("lesson-note", "dim");
    private final Label number = wrapped("lesson-number", "dim");
    private final Label ask = wrapped("lesson-ask", "lesson-ask");
    private final TextField answer = new TextField();
    private final Button check = button("lesson-check", "lesson.check");
    private final Button show = button("lesson-show", "lesson.show");
    private final Button next = button("lesson-next", "lesson.next");
    private final Label verdict = wrapped("lesson-verdict", "lesson-verdict");
    private final Label nothing = wrapped("lesson-none", "dim");
    private final VBox question;

    LessonPane(WalkthroughViewModel model) {
        player = new LessonPlayer(model);
        setId("lesson-pane");
        getStyleClass().add("tab-page");
        ListView<Lesson> list = new ListView<>();
        list.setId("lessons");
        list.setAccessibleText(text("walkTab.lessons"));
        list.setCellFactory(view -> new LessonCell());
        model.lessonsProperty().subscribe(lessons -> list.getItems().setAll(lessons));
        list.getSelectionModel().selectedItemProperty().subscribe(lesson -> {
            if (lesson != null) {
                player.begin(lesson);
            }
        });
        answer.setId("lesson-answer");
        answer.setAccessibleText(text("lesson.answer"));
        answer.setOnAction(event -> player.answer(answer.getText()));
        check.setOnAction(event -> player.answer(answer.getText()));
        show.setOnAction(event -> answer.setText(player.show()));
        next.getStyleClass().add("primary");
        next.setOnAction(event -> player.next());
        question = new VBox(
                10,
                note,
                new Section(text("lesson.question"), number, ask),
                new HBox(8, answer, check, show, next),
                verdict);
        question.setId("lesson-question");
        question.getStyleClass().add("detail-pane");
        ScrollPane scroll = new ScrollPane(question);
        scroll.setFitToWidth(true);
        nothing.setText(text("lesson.none"));
        SplitPane halves = new SplitPane(list, new StackPane(scroll, nothing));
        halves.setDividerPositions(0.34);
        setCenter(halves);
        player.placeProperty().subscribe(this::show);
    }

    private void show(Optional<Place> shown) {
        question.setVisible(shown.isPresent());
        nothing.setVisible(shown.isEmpty());
        shown.ifPresent(this::show);
    }

    private void show(Place place) {
        if (!ask.getText().equals(place.task().ask())) {
            answer.clear();
        }
        note.setText(place.lesson().note());
        number.setText(
                text("lesson.number", place.number() + 1, place.lesson().tasks().size()));
        ask.setText(place.task().ask());
        boolean typed = !(place.task() instanceof Lesson.GoTo);
        for (var node : List.of(answer, check)) {
            node.setVisible(typed);
            node.setManaged(typed);
        }
        answer.setPromptText(text(place.task() instanceof Lesson.Count ? "lesson.decimal" : "lesson.hexadecimal"));
        next.setDisable(place.verdict() != Verdict.RIGHT || place.isLast());
        verdict.setText(
                switch (place.verdict()) {
                    case ASKED -> typed ? "" : text("lesson.walk");
                    case WRONG -> text("lesson.wrong");
                    case RIGHT ->
                        text(
                                place.isLast() ? "lesson.rightLast" : "lesson.right",
                                place.task().because());
                });
    }

    private static Button button(String id, String key) {
        Button button = new Button(text(key));
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        return button;
    }

    private static Label wrapped(String id, String style) {
        Label label = new Label();
        label.setId(id);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }

    private static final class LessonCell extends ListCell<Lesson> {

        /** As wide as the list, no wider. */
        LessonCell() {
            setPrefWidth(0);
            setWrapText(true);
        }

        @Override
        protected void updateItem(Lesson lesson, boolean empty) {
            super.updateItem(lesson, empty);
            setText(empty || lesson == null ? "" : lesson.name());
        }
    }
}
