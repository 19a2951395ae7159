package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.ConditionKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;

/** What to look for, and what to do about it: run to it, run back to it, or stop there from now on. */
public final class ConditionBar extends HBox {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");

    private final ComboBox<ConditionKind> kind = new ComboBox<>();
    private final TextField operand = new TextField();

    /** @param kinds what can be looked for, the first is chosen at first */
    public ConditionBar(RecordingPlayback model, List<ConditionKind> kinds) {
        getStyleClass().add("condition-bar");
        kind.setId("condition-kind");
        kind.getItems().setAll(kinds);
        kind.setValue(kinds.getFirst());
        kind.setConverter(new KindNames());
        kind.setAccessibleText(text("condition.kind"));
        operand.setId("condition-operand");
        operand.setAccessibleText(text("condition.operand"));
        operand.setPrefColumnCount(12);
        setHgrow(operand, Priority.ALWAYS);
        kind.valueProperty().subscribe(chosen -> operand.setPromptText(text("condition.example." + chosen)));
        operand.textProperty().subscribe(words -> operand.pseudoClassStateChanged(WRONG, false));
        operand.setOnAction(event -> with(model::runTo));
        Button forth = button("run-to", text("walk.runTo"), () -> with(model::runTo));
        Button back = button("run-back", text("walk.runBack"), () -> with(model::runBackTo));
        Button stop = button("break", text("walk.break"), () -> with(model::setBreakpoint));
        Button mark = button("bookmark", text("walk.bookmark"), model::setBookmark);
        getChildren().setAll(kind, operand, forth, back, stop, mark);
        List.of(forth, back, stop, mark).forEach(button -> button.setMinWidth(USE_PREF_SIZE));
        kind.setMinWidth(USE_PREF_SIZE);
    }

    private void with(Consumer<Condition> action) {
        Optional<Condition> condition = kind.getValue().parse(operand.getText());
        operand.pseudoClassStateChanged(WRONG, condition.isEmpty());
        condition.ifPresent(action);
    }

    private static Button button(String id, String label, Runnable action) {
        Button button = new Button(label);
        button.setId(id);
        button.setTooltip(new Tooltip(text("tip." + id)));
        button.setOnAction(event -> action.run());
        return button;
    }

    private static final class KindNames extends StringConverter<ConditionKind> {

        @Override
        public String toString(ConditionKind kind) {
            return text("condition." + kind);
        }

        @Override
        public ConditionKind fromString(String name) {
            throw new UnsupportedOperationException("the kinds are not typed in");
        }
    }
}
