package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.sim.channel.Field;
import io.zmdev.sim.channel.Structure;
import io.zmdev.sim.flow.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.HPos;
import javafx.scene.Node;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** What the step touched: its bytes, its fields, and who wrote it. Pointing at a field lights its bytes; clicking a byte goes to the step that wrote it. */
final class BlockPane extends VBox {

    private static final PseudoClass LIT = PseudoClass.getPseudoClass("lit");
    private static final PseudoClass TOUCHED = PseudoClass.getPseudoClass("touched");
    private static final int BYTES_IN_ROW = 16;
    private static final int MOST_FIELDS = 14;

    BlockPane(WalkthroughViewModel model) {
        getStyleClass().add("detail-pane");
        setId("block");
        model.momentProperty()
                .subscribe(moment -> getChildren()
                        .setAll(moment.flatMap(Moment::block)
                                .map(block -> sections(model, block))
                                .orElseGet(() -> List.of(nothing()))));
    }

    private static Node nothing() {
        Label label = new Label(text("block.none"));
        label.getStyleClass().add("dim");
        return new Section(text("block.heading"), label);
    }

    private static List<Node> sections(WalkthroughViewModel model, Block block) {
        List<Label> bytes = byteLabels(model, block);
        List<Node> sections = new ArrayList<>();
        sections.add(new Section(text("block.title", block.title(), block.bytes().length), byteRows(bytes)));
        block.structure().ifPresent(structure -> sections.add(fields(structure, block, bytes)));
        sections.add(new Section(text("block.writer"), writer(model, block)));
        return sections;
    }

    private static List<Label> byteLabels(WalkthroughViewModel model, Block block) {
        List<Label> labels = new ArrayList<>();
        for (int i = 0; i < block.bytes().length; i++) {
            Label label = new Label("%02x".formatted(block.bytes()[i]));
            label.getStyleClass().add("byte");
            label.pseudoClassStateChanged(TOUCHED, block.touched().get(i));
            long offset = block.offset() + i;
            label.setOnMouseClicked(event -> model.goToWriter(block.area(), offset));
            labels.add(label);
        }
        return labels;
    }

    private static Node byteRows(List<Label> bytes) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("bytes");
        for (int i = 0; i < bytes.size(); i++) {
            int row = i / BYTES_IN_ROW;
            if (i % BYTES_IN_ROW == 0) {
                Label offset = new Label("+%x".formatted(i));
                offset.getStyleClass().add("byte-offset");
                grid.add(offset, 0, row);
            }
            grid.add(bytes.get(i), 1 + i % BYTES_IN_ROW, row);
        }
        return grid;
    }

    /** The fields that say something: those that are not zero, and those that the step changed. */
    private static Node fields(Structure structure, Block block, List<Label> bytes) {
        GridPane grid = new GridPane();
        grid.getStyleClass().add("fields");
        ColumnConstraints fixed = new ColumnConstraints();
        fixed.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints rest = new ColumnConstraints();
        rest.setHgrow(Priority.ALWAYS);
        rest.setHalignment(HPos.LEFT);
        grid.getColumnConstraints().setAll(fixed, fixed, rest);
        List<Field> before = structure.fields(block.before());
        List<Field> now = structure.fields(block.bytes());
        List<Integer> telling = new ArrayList<>();
        for (int i = 0; i < now.size(); i++) {
            if (now.get(i).value() != 0 || before.get(i).value() != now.get(i).value()) {
                telling.add(i);
            }
        }
        telling.stream().limit(MOST_FIELDS).forEach(i -> {
            Field field = now.get(i);
            boolean changed = before.get(i).value() != field.value();
            addField(grid, grid.getRowCount(), field, changed, bytes);
        });
        VBox box = new VBox(4, grid);
        if (telling.isEmpty() || telling.size() > MOST_FIELDS) {
            Label more = new Label(
                    telling.isEmpty() ? text("block.allZero") : text("block.more", telling.size() - MOST_FIELDS));
            more.getStyleClass().add("dim");
            box.getChildren().add(more);
        }
        return box;
    }

    private static void addField(GridPane grid, int row, Field field, boolean changed, List<Label> bytes) {
        Label name = new Label(field.name());
        name.getStyleClass().add("field-name");
        Label value = new Label(digits(field));
        value.getStyleClass().add("field-value");
        value.pseudoClassStateChanged(TOUCHED, changed);
        Label meaning = new Label(field.meaning());
        meaning.getStyleClass().add("field-meaning");
        meaning.setWrapText(true);
        for (Label label : List.of(name, value, meaning)) {
            label.setOnMouseEntered(event -> light(field, bytes, true));
            label.setOnMouseExited(event -> light(field, bytes, false));
        }
        grid.addRow(row, name, value, meaning);
    }

    private static String digits(Field field) {
        return field.hex().substring(2);
    }

    private static void light(Field field, List<Label> bytes, boolean lit) {
        bytes.subList(field.byteOffset(), field.byteOffset() + field.byteLength())
                .forEach(label -> label.pseudoClassStateChanged(LIT, lit));
    }

    private static Node writer(WalkthroughViewModel model, Block block) {
        String before = HexFormat.ofDelimiter(" ")
                .formatHex(Arrays.copyOf(block.before(), Math.min(block.before().length, BYTES_IN_ROW)));
        Labeled who = block.previousWriter()
                .<Labeled>map(step -> linkTo(model, step))
                .orElseGet(() -> new Label(text("block.neverWritten")));
        who.setWrapText(true);
        Label bytes = new Label(before);
        bytes.getStyleClass().add("mono");
        return new VBox(2, who, bytes);
    }

    private static Hyperlink linkTo(WalkthroughViewModel model, Step step) {
        Hyperlink link = new Hyperlink(text("block.writtenBy", step.id().text(), step.n() + 1));
        link.setId("writer");
        link.setOnAction(event -> model.seek(step.n() + 1));
        return link;
    }
}
