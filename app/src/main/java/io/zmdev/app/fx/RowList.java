package io.zmdev.app.fx;

import java.util.List;
import java.util.function.Function;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;

/**
 * Rows under each other, each as high as its words need. Only rows in sight are built, so there may be thousands.
 *
 * @param <R> everything that a row shows; a row is built again when this is no longer equal
 */
public final class RowList<R> extends ListView<R> {

    private final Label nothing = new Label();

    /**
     * A list without rows.
     *
     * @param name what the list is, for assistive technology
     * @param row builds the row of an item
     */
    public RowList(String name, Function<R, Node> row) {
        getStyleClass().add("row-list");
        setAccessibleText(name);
        nothing.getStyleClass().add("dim");
        nothing.setWrapText(true);
        setPlaceholder(nothing);
        // Its place says how wide it is; the rows are not measured for that.
        setPrefWidth(0);
        setCellFactory(list -> new Row<>(row));
    }

    /** Shows these rows and no others, or the words when there are none. */
    public void show(List<R> rows, String words) {
        nothing.setText(words);
        if (!getItems().equals(rows)) {
            int selected = getSelectionModel().getSelectedIndex();
            getItems().setAll(rows);
            getSelectionModel().select(Math.min(selected, rows.size() - 1));
        }
    }

    private static final class Row<R> extends ListCell<R> {

        private final Function<R, Node> row;

        Row(Function<R, Node> row) {
            this.row = row;
            // As wide as the list, so that words wrap.
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(R item, boolean empty) {
            // Updates come with every change of focus; a row that is being dragged must stay the same node.
            boolean same = getGraphic() != null && item != null && item.equals(getItem());
            super.updateItem(item, empty);
            if (empty || item == null) {
                setGraphic(null);
            } else if (!same) {
                setGraphic(row.apply(item));
            }
        }

        /** A cell asks for the height of its graphic without saying how wide that will be. */
        @Override
        protected double computePrefHeight(double width) {
            Node graphic = getGraphic();
            double sides = snappedLeftInset() + snappedRightInset();
            return graphic == null
                    ? super.computePrefHeight(width)
                    : snappedTopInset() + graphic.prefHeight(width - sides) + snappedBottomInset();
        }
    }
}
