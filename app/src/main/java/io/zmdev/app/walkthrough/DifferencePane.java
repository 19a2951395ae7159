package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.DataTable;
import io.zmdev.app.playback.SequenceDiagram;
import io.zmdev.app.theme.Appearance;
import io.zmdev.app.walkthrough.WalkthroughWork.ComparedTrace;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.tracing.TraceComparison;
import io.zmdev.sim.tracing.TraceDifference;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** A trace from a file beside the run: what they have different, and the lanes of the trace, which follow the run. */
final class DifferencePane extends BorderPane {

    private final Label verdict = new Label(text("walk.noTrace"));
    private final DataTable<TraceDifference> table;
    private final TracePlayback trace = new TracePlayback();

    DifferencePane(WalkthroughViewModel model, Appearance appearance) {
        getStyleClass().add("tab-page");
        table = new DataTable<TraceDifference>(text("walk.differences"), text("walk.notCompared"))
                .column(text("column.request"), 70, row -> Integer.toString(row.request()))
                .column(text("column.id"), 70, TraceDifference::step)
                .column(text("column.fact"), 120, TraceDifference::what)
                .column(text("column.run"), 240, TraceDifference::left)
                .column(text("column.trace"), 240, TraceDifference::right);
        table.setId("difference-table");
        Button compare = new Button(text("walk.compareTrace"));
        compare.setId("compare-trace");
        compare.setOnAction(event -> model.compareWithTrace());
        verdict.setId("trace-verdict");
        verdict.setWrapText(true);
        compare.setMinWidth(USE_PREF_SIZE);
        HBox top = new HBox(compare, verdict);
        top.getStyleClass().add("tab-bar");
        setTop(top);
        SplitPane halves = new SplitPane(table, new SequenceDiagram(trace, appearance, Lane.CHANNEL_IO));
        halves.setOrientation(Orientation.VERTICAL);
        halves.setDividerPositions(0.36);
        setCenter(halves);
        model.positionProperty().subscribe(position -> trace.follow(position.intValue()));
        table.getSelectionModel().selectedItemProperty().subscribe(difference -> {
            if (difference != null) {
                model.seekFirst(difference.step());
            }
        });
        model.comparedProperty()
                .subscribe(compared -> compared.ifPresentOrElse(shown -> show(model, shown), this::clear));
    }

    private void clear() {
        verdict.setText(text("walk.noTrace"));
        table.nothing(text("walk.notCompared"));
        table.show(List.of());
        trace.close();
    }

    private void show(WalkthroughViewModel model, ComparedTrace compared) {
        TraceComparison comparison = compared.comparison();
        verdict.setText(text("walk.verdict", compared.name(), comparison.requests(), comparison.differing()));
        table.nothing(text("walk.noDifferences"));
        table.show(comparison.differences());
        trace.open(compared);
        trace.follow(model.positionProperty().get());
    }
}
