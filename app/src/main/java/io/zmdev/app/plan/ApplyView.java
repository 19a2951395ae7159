package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.project.PlanList;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The screen Apply: what differs, the steps, the export, and at the bottom what is done about it. */
public final class ApplyView extends BorderPane {

    private final Node navigator;
    private final Node inspector;
    private final TabPane tabs;
    private final Tab export;

    public ApplyView(ApplyViewModel model) {
        getStyleClass().add("screen");
        navigator = new HostPane(model);
        inspector = new JournalPane(model);
        export = new Tab(text("apply.export"), new ExportPane(model));
        export.setId("tab-export");
        tabs = new TabPane(new Tab(text("apply.plan"), plan(model)), export);
        tabs.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        setTop(bar(model));
        setCenter(tabs);
        setBottom(new ApplyBar(model));
    }

    /** Brings the export to the front. */
    public void showExport() {
        tabs.getSelectionModel().select(export);
    }

    /** What goes into the left pane. */
    public Node navigator() {
        return navigator;
    }

    /** What goes into the right pane. */
    public Node inspector() {
        return inspector;
    }

    private static Node plan(ApplyViewModel model) {
        SplitPane halves = new SplitPane(new ComparisonPane(model), new PlanList(model.session()));
        halves.setOrientation(javafx.geometry.Orientation.VERTICAL);
        halves.setDividerPositions(0.36);
        return halves;
    }

    private static Node bar(ApplyViewModel model) {
        Label host = new Label();
        host.getStyleClass().add("mono");
        Button look = new Button(text("apply.look"));
        look.setId("look-again");
        look.setOnAction(event -> model.look());
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        model.session().situationProperty().subscribe(now -> host.setText(model.uri()));
        model.phaseProperty().subscribe(phase -> look.setDisable(!(phase instanceof Phase.Idle)));
        Label drift = new Label();
        drift.setId("drift");
        drift.getStyleClass().add("drift-badge");
        model.driftProperty().subscribe(changes -> {
            drift.setVisible(!changes.isEmpty());
            drift.setManaged(!changes.isEmpty());
            drift.setText(text("apply.drift", changes.size()));
        });
        HBox bar = new HBox(host, drift, space, look);
        bar.getStyleClass().add("screen-bar");
        return bar;
    }
}
