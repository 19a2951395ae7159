package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.playback.ConditionBar;
import io.zmdev.app.playback.SequenceDiagram;
import io.zmdev.app.playback.StepTable;
import io.zmdev.app.playback.TransportBar;
import io.zmdev.app.theme.Appearance;
import io.zmdev.sim.flow.ConditionKind;
import io.zmdev.sim.flow.Lane;
import java.util.List;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.SplitPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.VBox;

/** The walkthrough screen: messages above, bytes below, the transport bar between them. */
public final class WalkthroughView extends BorderPane {

    private final Node navigator;
    private final Node inspector;

    public WalkthroughView(WalkthroughViewModel model, Appearance appearance) {
        getStyleClass().addAll("screen", "walkthrough");
        navigator = new ScenarioPane(model);
        inspector = new StepInspector(model);
        SplitPane details = new SplitPane(scrolled(new ProgramPane(model)), scrolled(new BlockPane(model)));
        details.setDividerPositions(0.55);
        Tab differences = tab("differences", new DifferencePane(model, appearance));
        TabPane tabs = new TabPane(
                tab("program", details),
                tab("editor", new ProgramEditorPane(new ProgramEditor(model))),
                tab("table", new StepTable(model)),
                tab("transports", new TransportTable(model)),
                differences,
                tab("lessons", new LessonPane(model)));
        tabs.setId("walk-tabs");
        BorderPane lower = new BorderPane(tabs);
        lower.setTop(new VBox(
                new TransportBar(model, appearance, new FaultMenu(model)),
                new ConditionBar(model, List.of(ConditionKind.values()))));
        SplitPane halves = new SplitPane(new SequenceDiagram(model, appearance, Lane.CHANNEL_IO), lower);
        halves.setOrientation(Orientation.VERTICAL);
        halves.setDividerPositions(0.46);
        SplitPane.setResizableWithParent(lower, false);
        setCenter(halves);
        model.comparedProperty()
                .subscribe(compared ->
                        compared.ifPresent(shown -> tabs.getSelectionModel().select(differences)));
        addEventFilter(KeyEvent.KEY_PRESSED, event -> TransportBar.keyPressed(model, event));
    }

    /** What goes into the left pane. */
    public Node navigator() {
        return navigator;
    }

    /** What goes into the right pane. */
    public Node inspector() {
        return inspector;
    }

    private static Tab tab(String id, Node content) {
        Tab tab = new Tab(text("walkTab." + id), content);
        tab.setId("tab-" + id);
        tab.setClosable(false);
        return tab;
    }

    private static ScrollPane scrolled(Node node) {
        ScrollPane pane = new ScrollPane(node);
        pane.setFitToWidth(true);
        return pane;
    }
}
