package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.app.walkthrough.ProgramDraft.Line;
import io.zmdev.io.ProgramText;
import io.zmdev.io.ProgramText.CcwText;
import io.zmdev.io.ProgramText.OrbText;
import io.zmdev.sim.channel.Structures;
import io.zmdev.sim.flow.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.controlsfx.control.textfield.TextFields;

/** The channel program as a table that is typed into, line by line as an assembler lists it, and the ORB that starts it. */
final class ProgramEditorPane extends BorderPane {

    private static final PseudoClass WRONG = PseudoClass.getPseudoClass("wrong");
    private static final KeyCombination UNDO = KeyCombination.valueOf("Shortcut+Z");
    private static final KeyCombination REDO = KeyCombination.valueOf("Shortcut+Shift+Z");
    private static final KeyCombination RUN = new KeyCodeCombination(KeyCode.ENTER, KeyCombination.SHORTCUT_DOWN);
    private static final List<String> COMMANDS =
            Structures.commands().keySet().stream().map(ProgramText::command).toList();

    /** The fields of a line, and what is said about it. */
    private record Row(List<TextField> fields, Label complaint) {}

    private final ProgramEditor editor;
    private final GridPane grid = new GridPane();
    private final GridPane orbGrid = new GridPane();
    private final List<Row> rows = new ArrayList<>();
    private final List<TextField> orbFields = new ArrayList<>();
    private final Label orbComplaint = complaintLabel("orb-complaint");
    private final Label nothing = new Label(text("editor.nothing"));
    private final Button run = new Button(text("editor.run"));
    private final Button undo = new Button(text("editor.undo"));
    private final Button redo = new Button(text("editor.redo"));

    ProgramEditorPane(ProgramEditor editor) {
        this.editor = editor;
        setId("program-editor");
        getStyleClass().add("tab-page");
        nothing.getStyleClass().add("dim");
        run.setId("editor-run");
        run.getStyleClass().add("primary");
        run.setOnAction(event -> editor.run());
        undo.setId("editor-undo");
        undo.setOnAction(event -> editor.undo());
        redo.setId("editor-redo");
        redo.setOnAction(event -> editor.redo());
        List.of(run, undo, redo).forEach(button -> button.setMinWidth(USE_PREF_SIZE));
        Label hint = new Label(text("editor.hint"));
        hint.getStyleClass().add("dim");
        HBox bar = new HBox(8, run, undo, redo, hint);
        bar.getStyleClass().add("tab-bar");
        setTop(bar);
        for (GridPane table : List.of(grid, orbGrid)) {
            table.getStyleClass().add("editor-grid");
        }
        grid.getColumnConstraints()
                .setAll(fixed(52), fixed(200), fixed(104), fixed(68), fixed(92), fixed(34), fixed(34));
        ScrollPane scroll = new ScrollPane();
        scroll.setFitToWidth(true);
        VBox sections = new VBox(
                12,
                nothing,
                new Section(text("editor.program"), grid),
                new Section(text("editor.orb"), orbGrid, orbComplaint));
        scroll.setContent(sections);
        setCenter(scroll);
        fillOrb();
        editor.draftProperty().subscribe(this::show);
        addEventFilter(KeyEvent.KEY_PRESSED, this::keyPressed);
    }

    /** The window's undo is about the configuration; in here these keys are about the program. */
    private void keyPressed(KeyEvent event) {
        if (UNDO.match(event)) {
            editor.undo();
        } else if (REDO.match(event)) {
            editor.redo();
        } else if (RUN.match(event)) {
            editor.run();
        } else {
            return;
        }
        event.consume();
    }

    private void show(Optional<ProgramDraft> shown) {
        nothing.setVisible(shown.isEmpty());
        nothing.setManaged(shown.isEmpty());
        List<Line> lines = shown.map(ProgramDraft::lines).orElse(List.of());
        if (rows.size() != lines.size()) {
            build(lines);
        }
        shown.ifPresent(this::fill);
        orbFields.forEach(field -> field.setDisable(shown.isEmpty()));
        run.setDisable(!editor.isRight());
        undo.setDisable(!editor.canUndo());
        redo.setDisable(!editor.canRedo());
    }

    private void build(List<Line> lines) {
        rows.clear();
        grid.getChildren().clear();
        grid.addRow(
                0,
                head("column.address"),
                head("column.command"),
                head("column.flags"),
                head("column.count"),
                head("column.data"));
        for (int i = 0; i < lines.size(); i++) {
            addRow(i, lines.get(i));
        }
    }

    private void addRow(int index, Line line) {
        String address = "%x".formatted(line.address());
        Label place = new Label(address);
        place.getStyleClass().addAll("program-cell", "program-dim");
        TextField command = field("ccw-command-" + index, text("editor.commandOf", address));
        TextField flags = field("ccw-flags-" + index, text("editor.flagsOf", address));
        TextField count = field("ccw-count-" + index, text("editor.countOf", address));
        TextField data = field("ccw-data-" + index, text("editor.dataOf", address));
        typed(command, now -> edit(index, ccw -> new CcwText(now, ccw.flags(), ccw.count(), ccw.address())));
        typed(flags, now -> edit(index, ccw -> new CcwText(ccw.command(), now, ccw.count(), ccw.address())));
        typed(count, now -> edit(index, ccw -> new CcwText(ccw.command(), ccw.flags(), now, ccw.address())));
        typed(data, now -> edit(index, ccw -> new CcwText(ccw.command(), ccw.flags(), ccw.count(), now)));
        TextFields.bindAutoCompletion(command, request -> completions(request.getUserText()));
        Button add = small("+", "ccw-add-" + index, text("editor.addAfter", address));
        add.setOnAction(event -> change("add", draft -> draft.withNewAfter(index)));
        Button remove = small("−", "ccw-remove-" + index, text("editor.remove", address));
        remove.setOnAction(event -> change("remove", draft -> draft.without(index)));
        Label complaint = complaintLabel("ccw-complaint-" + index);
        rows.add(new Row(List.of(command, flags, count, data), complaint));
        int row = 2 * index + 1;
        grid.addRow(row, place, command, flags, count, data, add, remove);
        grid.add(complaint, 1, row + 1, GridPane.REMAINING, 1);
    }

    private void fillOrb() {
        List<String> names = List.of("cpa", "control", "lpm", "key", "intparm");
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            TextField field = field("orb-" + name, text("editor.orbField", name));
            Label label = new Label(name);
            label.getStyleClass().addAll("program-cell", "program-dim");
            orbGrid.addRow(i, label, field);
            orbFields.add(field);
            typed(field, now -> change("orb." + name, draft -> draft.withOrb(orb(draft.orb(), name, now))));
        }
        orbGrid.getColumnConstraints().setAll(fixed(64), fixed(200));
    }

    private static OrbText orb(OrbText before, String name, String now) {
        return switch (name) {
            case "cpa" -> new OrbText(before.intparm(), before.key(), before.lpm(), before.control(), now);
            case "control" -> new OrbText(before.intparm(), before.key(), before.lpm(), now, before.cpa());
            case "lpm" -> new OrbText(before.intparm(), before.key(), now, before.control(), before.cpa());
            case "key" -> new OrbText(before.intparm(), now, before.lpm(), before.control(), before.cpa());
            default -> new OrbText(now, before.key(), before.lpm(), before.control(), before.cpa());
        };
    }

    private void fill(ProgramDraft shown) {
        Optional<Scenario> scenario = editor.scenario();
        for (int i = 0; i < rows.size(); i++) {
            CcwText ccw = shown.lines().get(i).ccw();
            set(rows.get(i).fields(), List.of(ccw.command(), ccw.flags(), ccw.count(), ccw.address()));
            int index = i;
            Optional<String> wrong = scenario.flatMap(of -> shown.complaint(index, of));
            say(rows.get(i).complaint(), rows.get(i).fields(), wrong);
        }
        OrbText orb = shown.orb();
        set(orbFields, List.of(orb.cpa(), orb.control(), orb.lpm(), orb.key(), orb.intparm()));
        say(orbComplaint, orbFields, shown.orbComplaint());
    }

    private static void say(Label complaint, List<TextField> fields, Optional<String> wrong) {
        complaint.setText(wrong.orElse(""));
        complaint.setManaged(wrong.isPresent());
        fields.forEach(field -> field.pseudoClassStateChanged(WRONG, wrong.isPresent()));
    }

    /** A field that says so already keeps its caret. */
    private static void set(List<TextField> fields, List<String> texts) {
        for (int i = 0; i < fields.size(); i++) {
            if (!fields.get(i).getText().equals(texts.get(i))) {
                fields.get(i).setText(texts.get(i));
            }
        }
    }

    private void edit(int index, UnaryOperator<CcwText> typed) {
        change(
                "ccw." + index,
                draft -> draft.withLine(
                        index, typed.apply(draft.lines().get(index).ccw())));
    }

    private void change(String place, UnaryOperator<ProgramDraft> change) {
        editor.draftProperty().get().ifPresent(draft -> editor.edit(place, change.apply(draft)));
    }

    private static void typed(TextField field, Consumer<String> take) {
        field.textProperty().addListener((observed, before, now) -> take.accept(now));
    }

    private static List<String> completions(String typed) {
        String part = typed.toLowerCase(Locale.ROOT);
        return COMMANDS.stream().filter(command -> command.contains(part)).toList();
    }

    private static TextField field(String id, String accessible) {
        TextField field = new TextField();
        field.setId(id);
        field.getStyleClass().add("editor-field");
        field.setAccessibleText(accessible);
        return field;
    }

    private static Button small(String sign, String id, String accessible) {
        Button button = new Button(sign);
        button.setId(id);
        button.getStyleClass().add("pill");
        button.setMinWidth(USE_PREF_SIZE);
        button.setAccessibleText(accessible);
        return button;
    }

    private static Node head(String key) {
        Label label = new Label(text(key));
        label.getStyleClass().addAll("program-cell", "program-dim");
        return label;
    }

    private static Label complaintLabel(String id) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.getStyleClass().add("complaint");
        return label;
    }

    private static ColumnConstraints fixed(double width) {
        ColumnConstraints column = new ColumnConstraints(width);
        column.setMinWidth(width);
        return column;
    }
}
