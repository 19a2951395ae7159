package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.DragGesture;
import io.zmdev.app.fx.Background;
import io.zmdev.app.fx.ChoiceBar;
import io.zmdev.app.fx.Presentation;
import io.zmdev.app.matrix.MatrixGeometry.Zoom;
import io.zmdev.app.theme.Appearance;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The matrix screen: what to show, the cells, and what they mean. */
public final class MatrixView extends BorderPane {

    private final MatrixViewModel model;
    private final ObjectProperty<Presentation> presentation = new SimpleObjectProperty<>(Presentation.DRAWING);
    private final Node inspector;

    public MatrixView(MatrixViewModel model, WhatIfModel whatIf, Appearance appearance, DragGesture drag) {
        this.model = model;
        inspector = new MatrixInspector(model);
        getStyleClass().add("screen");
        setTop(new VBox(
                toolBar(new WhatIfMenu(whatIf, model)), new WhatIfBar(whatIf), new ProposalBar(model.session())));
        whatIf.lossesProperty().subscribe(losses -> model.showLost(whatIf.lost()));
        StackPane frame = new StackPane(new MatrixSurface(model, appearance, drag));
        frame.getStyleClass().add("matrix-frame");
        QueueTable table = new QueueTable(model, Background.ofThread("queue table"));
        presentation.subscribe(chosen -> setCenter(
                switch (chosen) {
                    case DRAWING -> frame;
                    case TABLE -> table;
                }));
        setBottom(new Legend(appearance));
    }

    /** What goes into the right pane. */
    public Node inspector() {
        return inspector;
    }

    private Node toolBar(Node whatIf) {
        FlowPane bar = new FlowPane(
                new ChoiceBar<>(List.of(Presentation.values()), how -> text("presentation." + how), presentation),
                new ChoiceBar<>(List.of(DomainRole.values()), role -> text("role." + role), model.roleProperty()),
                new ShowMenu(model),
                whatIf,
                zoomButtons());
        bar.getStyleClass().add("screen-bar");
        return bar;
    }

    private Node zoomButtons() {
        Button farther = new Button("−");
        Button nearer = new Button("+");
        Label percent = new Label();
        percent.getStyleClass().add("zoom-percent");
        farther.getStyleClass().add("quiet");
        nearer.getStyleClass().add("quiet");
        farther.setAccessibleText(text("zoom.out"));
        nearer.setAccessibleText(text("zoom.in"));
        farther.setOnAction(event -> zoomTo(model.zoomProperty().get().farther()));
        nearer.setOnAction(event -> zoomTo(model.zoomProperty().get().nearer()));
        model.zoomProperty().subscribe(zoom -> percent.setText(zoom.percent() + " %"));
        HBox box = new HBox(farther, percent, nearer);
        box.getStyleClass().add("zoom");
        return box;
    }

    private void zoomTo(Zoom zoom) {
        model.zoomProperty().set(zoom);
    }
}
