package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.DataTable;
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

/** The regions screen: the way of the accesses above, regions and costs below. */
public final class RegionsView extends BorderPane {

    /** What a step of an access can be looked for by; the others are about channel I/O. */
    private static final List<ConditionKind> CONDITIONS =
            List.of(ConditionKind.STEP, ConditionKind.READ, ConditionKind.WRITTEN);

    private final Node navigator;
    private final Node inspector;

    public RegionsView(RegionsViewModel model, Appearance appearance) {
        getStyleClass().addAll("screen", "regions");
        navigator = new RegionsPane(model);
        inspector = new RegionsInspector(model);
        TabPane tabs = new TabPane(
                tab("map", scrolled(new RegionMapDrawing(model, appearance))),
                tab("mapTable", regionTable(model)),
                tab("steps", new StepTable(model)),
                tab("paths", paths(model, appearance)));
        BorderPane lower = new BorderPane(tabs);
        lower.setTop(new VBox(new TransportBar(model, appearance), new ConditionBar(model, CONDITIONS)));
        SplitPane halves = new SplitPane(new SequenceDiagram(model, appearance, Lane.MMIO), lower);
        halves.setOrientation(Orientation.VERTICAL);
        halves.setDividerPositions(0.46);
        SplitPane.setResizableWithParent(lower, false);
        setCenter(halves);
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

    private static Node regionTable(RegionsViewModel model) {
        DataTable<RegionRow> table = new DataTable<RegionRow>(text("regions.map"), text("walk.noSteps"))
                .column(text("column.device"), 90, RegionRow::device)
                .column(text("column.region"), 90, row -> row.region().name())
                .column(
                        text("column.offset"),
                        130,
                        row -> "%x".formatted(row.region().offset()))
                .column(
                        text("column.size"),
                        110,
                        row -> "%x".formatted(row.region().size()))
                .column(text("column.flags"), 120, RegionRow::flags)
                .column(text("column.mappable"), 200, RegionRow::mappable);
        table.setId("region-table");
        model.recordingProperty()
                .subscribe(opened ->
                        table.show(opened.map(shown -> RegionRow.of(shown.run().scenario()))
                                .orElse(List.of())));
        return table;
    }

    private static Node paths(RegionsViewModel model, Appearance appearance) {
        DataTable<PathCost> table = new DataTable<PathCost>(text("regions.paths"), text("regions.noAccesses"))
                .column(text("column.path"), 115, cost -> text("path." + cost.path()))
                .column(text("column.cycles"), 60, cost -> Long.toString(cost.cycles()))
                .column(text("column.sees"), 160, cost -> cost.path().sight().id());
        table.setId("path-table");
        model.recordingProperty()
                .subscribe(opened -> table.show(opened.map(OpenedRegions::paths).orElse(List.of())));
        SplitPane sides = new SplitPane(scrolled(new PathBars(model, appearance)), table);
        sides.setDividerPositions(0.5);
        return sides;
    }

    private static Tab tab(String id, Node content) {
        Tab tab = new Tab(text("regionsTab." + id), content);
        tab.setId("tab-regions-" + id);
        tab.setClosable(false);
        return tab;
    }

    private static ScrollPane scrolled(Node node) {
        ScrollPane pane = new ScrollPane(node);
        pane.setFitToWidth(true);
        pane.setFitToHeight(true);
        return pane;
    }
}
