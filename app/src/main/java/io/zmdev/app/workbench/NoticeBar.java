package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** A line over the status bar with the message that there is to show. */
final class NoticeBar extends HBox {

    private static final PseudoClass COMPLAINT = PseudoClass.getPseudoClass("complaint");

    NoticeBar(Notices notices) {
        setId("notice");
        getStyleClass().add("notice-bar");
        Label message = new Label();
        message.setWrapText(true);
        message.textProperty().bind(notices.messageProperty());
        Region space = new Region();
        setHgrow(space, Priority.ALWAYS);
        Button dismiss = new Button(text("notice.dismiss"));
        dismiss.getStyleClass().add("pill");
        dismiss.setMinWidth(USE_PREF_SIZE);
        dismiss.setOnAction(event -> notices.dismiss());
        HBox answers = new HBox();
        answers.getStyleClass().add("pill-row");
        answers.setMinWidth(USE_PREF_SIZE);
        notices.answersProperty()
                .subscribe(offered -> answers.getChildren()
                        .setAll(offered.stream()
                                .map(answer -> answerButton(notices, answer))
                                .toList()));
        getChildren().setAll(message, space, answers, dismiss);
        notices.complaintProperty().subscribe(bad -> pseudoClassStateChanged(COMPLAINT, bad));
        notices.messageProperty().subscribe(text -> {
            setVisible(!text.isEmpty());
            setManaged(!text.isEmpty());
        });
    }

    private static Button answerButton(Notices notices, Verb answer) {
        Button button = new Button(answer.title());
        button.getStyleClass().add("pill");
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> {
            notices.dismiss();
            answer.action().run();
        });
        return button;
    }
}
