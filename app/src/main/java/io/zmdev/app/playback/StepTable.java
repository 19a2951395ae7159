package io.zmdev.app.playback;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.DataTable;
import io.zmdev.sim.flow.Step;
import java.util.Locale;
import javafx.scene.layout.BorderPane;

/** The steps of the run as a table; choosing a row goes to the step. */
public final class StepTable extends BorderPane {

    public StepTable(Playback model) {
        DataTable<Step> table = new DataTable<Step>(text("walk.table"), text("walk.noSteps"))
                .column(text("column.step"), 44, step -> Integer.toString(step.n() + 1))
                .column(text("column.id"), 56, step -> step.id().text())
                .column(text("column.time"), 80, step -> String.format(Locale.ENGLISH, "%.1f", step.timeNs() / 1000.0))
                .column(text("column.from"), 90, step -> text("lane." + step.actor()))
                .column(text("column.to"), 120, step -> text("lane." + step.target()))
                .column(text("column.what"), 380, Step::what);
        table.setId("step-table");
        setCenter(table);
        model.recordingProperty().subscribe(run -> table.show(model.steps()));
        table.getSelectionModel().selectedItemProperty().subscribe(step -> {
            if (step != null) {
                model.seek(step.n() + 1);
            }
        });
        model.positionProperty().subscribe(position -> reveal(table, position.intValue() - 1));
    }

    private static void reveal(DataTable<Step> table, int step) {
        if (step < 0) {
            table.getSelectionModel().clearSelection();
        } else if (table.getSelectionModel().getSelectedIndex() != step
                && step < table.getItems().size()) {
            table.getSelectionModel().select(step);
            table.scrollTo(Math.max(0, step - 3));
        }
    }
}
