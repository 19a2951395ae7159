package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Icon;
import io.zmdev.app.fx.Section;
import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.ConditionKind;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** The breakpoints and the bookmarks, each to go to and to take away. */
public final class MarksPane extends VBox {

    private final RecordingPlayback model;

    public MarksPane(RecordingPlayback model) {
        this.model = model;
        setId("marks");
        getStyleClass().add("marks");
        model.marksProperty().subscribe(marks -> show(marks));
    }

    private void show(Marks marks) {
        List<Node> breakpoints = new ArrayList<>();
        for (Condition condition : marks.breakpoints()) {
            breakpoints.add(row(
                    text(
                            "condition.is",
                            text("condition." + ConditionKind.of(condition)),
                            ConditionKind.operandOf(condition)),
                    () -> model.runTo(condition),
                    () -> model.clearBreakpoint(condition)));
        }
        List<Node> bookmarks = new ArrayList<>();
        marks.bookmarks()
                .forEach((name, position) ->
                        bookmarks.add(row(name, () -> model.seek(position), () -> model.clearBookmark(name))));
        getChildren()
                .setAll(section(text("walk.breakpoints"), breakpoints), section(text("walk.bookmarks"), bookmarks));
    }

    private static Section section(String heading, List<Node> rows) {
        if (rows.isEmpty()) {
            Label none = new Label(text("walk.noMarks"));
            none.getStyleClass().add("dim");
            rows.add(none);
        }
        return new Section(heading, rows.toArray(Node[]::new));
    }

    private static Node row(String name, Runnable go, Runnable remove) {
        Button target = new Button(name);
        target.getStyleClass().addAll("quiet", "mark");
        target.setMaxWidth(Double.MAX_VALUE);
        target.setOnAction(event -> go.run());
        HBox.setHgrow(target, Priority.ALWAYS);
        Button away = new Button("", new Icon("severity.bad"));
        away.getStyleClass().addAll("quiet", "mark-away");
        away.setAccessibleText(text("walk.removeMark", name));
        away.setOnAction(event -> remove.run());
        return new HBox(target, away);
    }
}
