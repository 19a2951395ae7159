package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.plan.ThreeWay;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.TableCell;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.control.Tooltip;

/** Desired, active and persistent side by side; what does not agree stands out. */
final class ComparisonPane extends TableView<ThreeWay.Row> {

    private static final PseudoClass DIFFERS = PseudoClass.getPseudoClass("differs");

    ComparisonPane(ApplyViewModel model) {
        setId("comparison");
        getStyleClass().add("comparison");
        setAccessibleText(text("apply.comparison"));
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
        getColumns()
                .setAll(List.of(
                        column("apply.object", ThreeWay.Row::subject),
                        column("apply.desired", ThreeWay.Row::desired),
                        column("apply.active", ThreeWay.Row::active),
                        column("apply.persistent", ThreeWay.Row::persistent)));
        setRowFactory(table -> new TableRow<>() {
            @Override
            protected void updateItem(ThreeWay.Row row, boolean empty) {
                super.updateItem(row, empty);
                pseudoClassStateChanged(DIFFERS, !empty && !row.agrees());
            }
        });
        Label nothing = new Label();
        nothing.getStyleClass().add("dim");
        setPlaceholder(nothing);
        model.lookProperty().subscribe(look -> {
            nothing.setText(text(look.isPresent() ? "apply.nothingListed" : "apply.notLooked"));
            getItems().setAll(look.map(HostLook::comparison).orElse(List.of()));
        });
    }

    private static TableColumn<ThreeWay.Row, String> column(String key, Function<ThreeWay.Row, String> value) {
        TableColumn<ThreeWay.Row, String> column = new TableColumn<>(text(key));
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(value.apply(row.getValue())));
        column.setCellFactory(unused -> new TableCell<>() {
            @Override
            protected void updateItem(String content, boolean empty) {
                super.updateItem(content, empty);
                Optional<String> shown = empty ? Optional.empty() : Optional.ofNullable(content);
                setText(shown.orElse(""));
                setTooltip(shown.map(Tooltip::new).orElse(null));
            }
        });
        return column;
    }
}
