package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FactTable;
import io.zmdev.app.fx.ListEntry;
import io.zmdev.app.fx.Section;
import io.zmdev.sim.flow.Counts;
import io.zmdev.sim.flow.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.layout.VBox;

/** The scenarios to choose from, and what the run comes to. */
final class ScenarioPane extends VBox {

    private final WalkthroughViewModel model;

    ScenarioPane(WalkthroughViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        model.momentProperty().subscribe(moment -> show());
        model.runProperty().subscribe(run -> show());
        model.scenariosProperty().subscribe(scenarios -> show());
    }

    private void show() {
        List<Node> sections = new ArrayList<>();
        sections.add(new Section(text("walk.scenarios"), scenarios()));
        model.runProperty().get().ifPresent(run -> {
            sections.add(new Section(
                    text("walk.transport"),
                    new ListEntry(
                            text("transport." + run.scenario().transport()),
                            text("walk.kernel", run.scenario().kernel()))));
            sections.add(new Section(text("walk.soFar"), soFar()));
            sections.add(new Section(text("walk.whole"), whole(run.counts())));
        });
        getChildren().setAll(sections);
    }

    private Node[] scenarios() {
        Optional<String> open =
                model.runProperty().get().map(run -> run.scenario().name());
        return model.scenariosProperty().get().stream()
                .map(scenario -> {
                    ListEntry entry =
                            new ListEntry(scenario.name(), scenario.client().id());
                    entry.getStyleClass().add("draggable");
                    entry.setChosen(open.equals(Optional.of(scenario.name())));
                    entry.setOnMouseClicked(event -> model.choose(scenario));
                    return entry;
                })
                .toArray(Node[]::new);
    }

    private Node soFar() {
        Optional<Moment> moment = model.momentProperty().get();
        long pages = moment.stream()
                .flatMap(at -> at.pins().stream())
                .mapToLong(Run.Pin::pages)
                .sum();
        return new FactTable()
                .row(text("count.steps"), Integer.toString(WalkthroughViewModel.positionOf(moment)))
                .row(text("count.time"), microseconds(moment.map(Moment::timeNs).orElse(0L)))
                .row(text("count.pinnedNow"), Long.toString(pages));
    }

    private static Node whole(Counts counts) {
        return new FactTable()
                .row(text("count.exits"), Long.toString(counts.exits()))
                .row(text("count.syscalls"), Long.toString(counts.syscalls()))
                .row(text("count.copied"), text("count.bytes", counts.bytesCopied()))
                .row(text("count.pinned"), Long.toString(counts.pagesPinned()))
                .row(text("count.interrupts"), Long.toString(counts.interrupts()))
                .row(text("count.signals"), Long.toString(counts.eventfdSignals()));
    }

    private static String microseconds(long nanoseconds) {
        return String.format(Locale.ENGLISH, "%.1f µs", nanoseconds / 1000.0);
    }
}
