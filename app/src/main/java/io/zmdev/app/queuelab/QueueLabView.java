package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.ChoiceBar;
import io.zmdev.app.fx.DataTable;
import io.zmdev.app.fx.Picture;
import io.zmdev.app.queuelab.QueueLabViewModel.Diagram;
import io.zmdev.app.theme.Appearance;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.kernel.Estimate;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ProgressBar;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The queue lab: what to run above, the diagrams and their table below. */
public final class QueueLabView extends BorderPane {

    /** Figures from this on stand without decimals, so that their interval has room. */
    private static final double SHORT_FIGURE = 100;

    /** The place of its tab. */
    private static final int UTILISATION = 1;

    private final Node navigator;
    private final Node inspector;

    public QueueLabView(QueueLabViewModel model, Appearance appearance) {
        getStyleClass().addAll("screen", "queuelab");
        navigator = new LoadPane(model);
        inspector = new MappingPane(model);
        ScrollPane utilisation = new ScrollPane(new UtilisationBars(model, appearance));
        utilisation.setFitToWidth(true);
        utilisation.setFitToHeight(true);
        TabPane tabs = new TabPane(
                tab("latency", new LatencyChart(model, appearance)),
                tab("utilisation", utilisation),
                tab("table", table(model)),
                tab("live", new LivePane(model, appearance)));
        tabs.getSelectionModel()
                .selectedIndexProperty()
                .subscribe(index -> model.diagramProperty()
                        .set(index.intValue() == UTILISATION ? Diagram.UTILISATION : Diagram.LATENCY));
        setTop(runBar(model, tabs));
        setCenter(tabs);
    }

    /** What goes into the left pane. */
    public Node navigator() {
        return navigator;
    }

    /** What goes into the right pane. */
    public Node inspector() {
        return inspector;
    }

    private static Node runBar(QueueLabViewModel model, TabPane tabs) {
        Button compare = button("queue-run", text("queue.run"), model::compare);
        compare.getStyleClass().add("primary");
        compare.disableProperty().bind(model.runningProperty());
        Button stop = button("queue-stop", text("queue.cancel"), model::stop);
        stop.disableProperty().bind(model.runningProperty().not());
        ProgressBar progress = new ProgressBar();
        progress.setId("queue-progress");
        progress.setPrefWidth(80);
        progress.setAccessibleText(text("queue.progress"));
        progress.progressProperty().bind(model.progressProperty());
        progress.visibleProperty().bind(model.runningProperty());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        Button svg = button("queue-svg", text("queue.saveSvg"), model::saveSvg);
        Button png = button(
                "queue-png",
                text("queue.savePng"),
                () -> model.savePng(
                        Picture.of(tabs.getSelectionModel().getSelectedItem().getContent())));
        model.rowsProperty().subscribe(rows -> {
            svg.setDisable(rows.isEmpty());
            png.setDisable(rows.isEmpty());
        });
        ChoiceBar<RunLength> length =
                new ChoiceBar<>(List.of(RunLength.values()), value -> text("length." + value), model.lengthProperty());
        length.setMinWidth(USE_PREF_SIZE);
        HBox bar = new HBox(compare, stop, length, progress, space, svg, png);
        bar.getStyleClass().add("run-bar");
        return bar;
    }

    private static Button button(String id, String label, Runnable action) {
        Button button = new Button(label);
        button.setId(id);
        button.setMinWidth(USE_PREF_SIZE);
        button.setOnAction(event -> action.run());
        return button;
    }

    private static Node table(QueueLabViewModel model) {
        DataTable<Sweep.Row> table = new DataTable<Sweep.Row>(text("queue.tableAccessible"), text("queue.none"))
                .column(text("column.policy"), 110, row -> row.result().policy())
                .column(
                        text("column.load"),
                        50,
                        row -> "%.2f".formatted(row.cell().factor()))
                .column(
                        text("column.throughput"),
                        140,
                        row -> number(row.result().responses().throughput(), 1))
                .column(
                        text("column.mean"),
                        105,
                        row -> number(row.result().responses().mean(), 1000))
                .column(
                        text("column.p95"),
                        95,
                        row -> number(row.result().responses().p95(), 1000))
                .column(
                        text("column.p99"),
                        115,
                        row -> number(row.result().responses().p99(), 1000))
                .column(
                        text("column.exits"),
                        60,
                        row -> "%.2f".formatted(row.result().exitsPerRequest().mean()))
                .column(
                        text("column.fairness"),
                        70,
                        row -> "%.3f".formatted(row.result().fairness().mean()));
        table.setId("queue-table");
        model.rowsProperty().subscribe(table::show);
        return table;
    }

    private static String number(Estimate estimate, double unit) {
        double mean = estimate.mean() / unit;
        String form = mean < SHORT_FIGURE ? "%,.1f ± %,.1f" : "%,.0f ± %,.0f";
        return String.format(Locale.ENGLISH, form, mean, estimate.halfWidth() / unit);
    }

    private static Tab tab(String id, Node content) {
        Tab tab = new Tab(text("queueTab." + id), content);
        tab.setId("tab-queue-" + id);
        tab.setClosable(false);
        return tab;
    }
}
