package io.zmdev.app.walkthrough;

import io.zmdev.app.theme.Appearance;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;

/** The walkthrough screen: messages above, bytes below, the transport bar between them. */
public final class WalkthroughView extends BorderPane {

    private final Node navigator;
    private final Node inspector;

    public WalkthroughView(WalkthroughViewModel model, Appearance appearance) {
        getStyleClass().addAll("screen", "walkthrough");
        navigator = new ScenarioPane(model);
        inspector = new StepInspector(model);
        SplitPane details = new SplitPane(scrolled(new ProgramPane(model)), scrolled(new BlockPane(model)));
        details.setDividerPositions(0.58);
        BorderPane lower = new BorderPane(details);
        lower.setTop(new TransportBar(model, appearance));
        SplitPane halves = new SplitPane(new SequenceDiagram(model, appearance), lower);
        halves.setOrientation(Orientation.VERTICAL);
        halves.setDividerPositions(0.46);
        setCenter(halves);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> keyPressed(model, event));
    }

    /** What goes into the left pane. */
    public Node navigator() {
        return navigator;
    }

    /** What goes into the right pane. */
    public Node inspector() {
        return inspector;
    }

    private static void keyPressed(WalkthroughViewModel model, KeyEvent event) {
        switch (event.getCode()) {
            case F10 -> model.step();
            case F9 -> model.back();
            default -> {
                return;
            }
        }
        event.consume();
    }

    private static ScrollPane scrolled(Node node) {
        ScrollPane pane = new ScrollPane(node);
        pane.setFitToWidth(true);
        return pane;
    }
}
