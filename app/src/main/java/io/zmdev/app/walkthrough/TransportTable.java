package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.DataTable;
import io.zmdev.sim.flow.TransportComparison;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import javafx.scene.control.Button;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** What the scenario costs over each transport. */
final class TransportTable extends BorderPane {

    private final DataTable<TransportComparison> table;

    TransportTable(WalkthroughViewModel model) {
        table = new DataTable<TransportComparison>(text("walk.transports"), text("walk.notCompared"))
                .column(text("walk.transport"), 170, row -> text("transport." + row.transport()));
        number(text("count.exits"), row -> row.counts().exits());
        number(text("column.syscalls"), row -> row.counts().syscalls());
        number(text("count.copies"), row -> row.counts().copies());
        number(text("count.bytesCopied"), row -> row.counts().bytesCopied());
        number(text("count.pinnedNow"), row -> row.counts().pagesPinned());
        number(text("column.signals"), row -> row.counts().eventfdSignals());
        table.column(text("count.blocked"), 96, row -> microseconds(row.counts().blockedNs()));
        table.column(text("count.duration"), 104, row -> microseconds(row.durationNs()));
        table.setId("transport-table");
        Button compare = new Button(text("walk.compareTransports"));
        compare.setId("compare-transports");
        compare.setOnAction(event -> model.compareTransports(table::show));
        HBox top = new HBox(compare);
        top.getStyleClass().add("tab-bar");
        setTop(top);
        setCenter(table);
        getStyleClass().add("tab-page");
        model.runProperty().subscribe(run -> table.show(List.of()));
    }

    private void number(String title, ToLongFunction<TransportComparison> value) {
        table.column(title, 68, row -> String.format(Locale.ENGLISH, "%,d", value.applyAsLong(row)));
    }

    private static String microseconds(long nanoseconds) {
        return String.format(Locale.ENGLISH, "%.1f µs", nanoseconds / 1000.0);
    }
}
