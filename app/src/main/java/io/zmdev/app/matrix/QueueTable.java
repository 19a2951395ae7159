package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.DataTable;
import io.zmdev.app.project.Holding;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;

/** The cells as a table, a row a queue, and a field that leaves out the rows without its words. Filled while it is shown. */
final class QueueTable extends BorderPane {

    /** A queue in words. */
    private record Row(Apqn apqn, String card, String state, String marks, String guest) {

        boolean matches(String words) {
            String all =
                    String.join(" ", apqn.toString(), card, state, marks, guest).toLowerCase(Locale.ENGLISH);
            return Stream.of(words.toLowerCase(Locale.ENGLISH).split(" ")).allMatch(all::contains);
        }
    }

    private final MatrixViewModel model;
    private final TextField search = new TextField();
    private final DataTable<Row> table = new DataTable<>(text("matrix.table"), text("matrix.noRows"));
    private final Background background;

    /** @param background makes the rows, of which there may be 65,536 */
    QueueTable(MatrixViewModel model, Background background) {
        this.model = model;
        this.background = background;
        getStyleClass().add("tab-page");
        search.setId("queue-search");
        search.setPromptText(text("matrix.search"));
        search.textProperty().subscribe(this::refresh);
        table.setId("queue-table");
        table.column(text("column.queue"), 90, row -> row.apqn().toString())
                .column(text("column.type"), 90, Row::card)
                .column(text("column.state"), 190, Row::state)
                .column(text("column.marks"), 90, Row::marks)
                .column(text("column.guest"), 160, Row::guest);
        table.getSelectionModel().selectedItemProperty().subscribe(row -> {
            if (row != null) {
                model.select(row.apqn());
            }
        });
        table.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ENTER) {
                model.assignToArmedGuest(model.selectedArea());
            }
        });
        setTop(search);
        setCenter(table);
        model.looksProperty().subscribe(this::refresh);
        model.geometryProperty().subscribe(this::refresh);
        parentProperty().subscribe(this::refresh);
    }

    private void refresh() {
        if (getParent() != null && model.ghostProperty().get().isEmpty()) {
            MatrixState state = model.state();
            Looks looks = model.looksProperty().get();
            MatrixGeometry geometry = model.geometry();
            String words = search.getText().strip();
            background.compute(() -> rows(state, looks, geometry, words), table::show, () -> {});
        }
    }

    private static List<Row> rows(MatrixState state, Looks looks, MatrixGeometry geometry, String words) {
        List<Row> rows = new ArrayList<>();
        for (int row = 0; row < geometry.rows(); row++) {
            String card = type(state, geometry.adapterAt(row));
            for (int column = 0; column < geometry.columns(); column++) {
                Apqn apqn = geometry.apqn(row, column);
                Row queue = row(state, looks, apqn, card);
                if (queue.matches(words)) {
                    rows.add(queue);
                }
            }
        }
        return rows;
    }

    private static String type(MatrixState state, int adapter) {
        return state.situation()
                .card(adapter)
                .map(card -> card.type().map(CardType::toString).orElse(text("unknown")))
                .orElse(text("card.absent"));
    }

    private static Row row(MatrixState state, Looks looks, Apqn apqn, String card) {
        CellLook look = looks.at(apqn.adapter().value(), apqn.domain().value());
        String marks =
                look.marks().stream().sorted().map(mark -> text("mark." + mark)).collect(Collectors.joining(" "));
        return new Row(
                apqn,
                card,
                text("legend." + look.fill()),
                marks,
                Stream.concat(
                                state.holder(apqn).map(Holding::owner).stream(),
                                state.virtualDevices().stream()
                                        .flatMap(device -> device.reaching(apqn)
                                                .map(queue -> text("cell.virtual", device.owner(), queue.toString()))))
                        .collect(Collectors.joining(", ")));
    }
}
