package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FactTable;
import io.zmdev.app.fx.Section;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.mmio.MmioCounts;
import io.zmdev.sim.mmio.MmioRun;
import io.zmdev.sim.mmio.Outcome;
import io.zmdev.sim.mmio.TrapPath;
import io.zmdev.sim.trace.Change;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** The step, the operation that it belongs to, and which paths served it. */
final class RegionsInspector extends VBox {

    RegionsInspector(RegionsViewModel model) {
        getStyleClass().add("side-pane");
        model.recordingProperty().subscribe(opened -> show(model));
        model.positionProperty().subscribe(position -> show(model));
    }

    private void show(RegionsViewModel model) {
        List<Node> sections = new ArrayList<>();
        sections.add(step(model.lastStep()));
        model.lastStep().filter(step -> !step.writes().isEmpty()).ifPresent(step -> sections.add(written(model, step)));
        model.operation().ifPresent(done -> {
            sections.add(new Section(
                    text("column.operation"),
                    label(OperationText.of(done.operation()), "mono"),
                    counts(done.counts())));
            paths(done).forEach(path -> sections.add(path(path)));
        });
        getChildren().setAll(sections);
    }

    private static Node step(Optional<Step> step) {
        Label id = label(step.map(done -> done.id().text()).orElse(text("walk.start")), "inspector-title");
        id.setId("region-step");
        return new Section(text("regions.step"), id, label(step.map(Step::what).orElse(text("regions.start")), "dim"));
    }

    /** What the step wrote; a click goes to who wrote the first byte before. */
    private static Node written(RegionsViewModel model, Step step) {
        return new Section(
                text("regions.written"),
                step.writes().stream().map(change -> writer(model, change)).toArray(Node[]::new));
    }

    private static Node writer(RegionsViewModel model, Change change) {
        Button button = new Button("%s %x\n%s \u2192 %s"
                .formatted(change.area(), change.offset(), hex(change.before()), hex(change.after())));
        button.getStyleClass().addAll("quiet", "mark", "mono");
        button.setTooltip(new Tooltip(text("regions.writer")));
        button.setOnAction(event -> model.goToWriter(change.area(), change.offset()));
        return button;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, Math.min(bytes.length, Long.BYTES)));
    }

    private static Node counts(MmioCounts counts) {
        return new FactTable()
                .row(text("column.cycles"), Long.toString(counts.cycles()))
                .row(text("column.exits"), Long.toString(counts.exits()))
                .row(text("column.transitions"), Long.toString(counts.transitions()))
                .row(text("column.copiesMade"), Long.toString(counts.copies()));
    }

    private static Stream<TrapPath> paths(MmioRun.Done done) {
        return done.outcome() instanceof Outcome.Accessed accessed
                ? accessed.parts().stream().map(Outcome.Part::path).distinct()
                : Stream.empty();
    }

    private static Node path(TrapPath path) {
        return new Section(
                text("path." + path),
                label(path.runs(), "dim"),
                new FactTable()
                        .row(text("regions.sight"), path.sight().id())
                        .row(text("column.tracepoints"), path.traced()));
    }

    private static Label label(String words, String style) {
        Label label = new Label(words);
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }
}
