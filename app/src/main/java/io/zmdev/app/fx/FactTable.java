package io.zmdev.app.fx;

import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/** Names with their values, one under the other, in the fixed-width font. */
public final class FactTable extends GridPane {

    private int rows;

    public FactTable() {
        getStyleClass().add("fact-table");
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        getColumnConstraints().setAll(names, values);
    }

    /** Adds a row; returns this table. */
    public FactTable row(String name, String value) {
        Label fact = new Label(value);
        fact.getStyleClass().add("fact-value");
        fact.setWrapText(true);
        return row(name, fact);
    }

    /** Adds a row whose value is something to type or press; returns this table. */
    public FactTable row(String name, Node value) {
        Label key = new Label(name);
        key.getStyleClass().add("fact-name");
        addRow(rows++, key, value);
        return this;
    }
}
