package io.zmdev.app.fx;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.scene.control.Label;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;

/**
 * Rows of text in columns, which people can sort: what a diagram shows, for those who would rather read it.
 *
 * @param <R> the rows
 */
public final class DataTable<R> extends TableView<R> {

    /**
     * A table without columns.
     *
     * @param name what the table is, for assistive technology
     * @param empty what stands in it without rows
     */
    public DataTable(String name, String empty) {
        getStyleClass().add("data-table");
        setAccessibleText(name);
        nothing(empty);
        setColumnResizePolicy(CONSTRAINED_RESIZE_POLICY_FLEX_LAST_COLUMN);
    }

    /** Adds a column; returns this table. */
    public DataTable<R> column(String title, double width, Function<R, String> text) {
        TableColumn<R, String> column = new TableColumn<>(title);
        column.setPrefWidth(width);
        column.setCellValueFactory(row -> new ReadOnlyStringWrapper(text.apply(row.getValue())));
        getColumns().add(column);
        return this;
    }

    /** Says why there are no rows. */
    public final void nothing(String words) {
        Label placeholder = new Label(words);
        placeholder.getStyleClass().add("dim");
        setPlaceholder(placeholder);
    }

    /** Shows these rows and no others. */
    public void show(List<R> rows) {
        getItems().setAll(rows);
    }
}
