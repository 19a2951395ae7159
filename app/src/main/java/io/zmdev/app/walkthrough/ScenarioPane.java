package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FactTable;
import io.zmdev.app.fx.Section;
import io.zmdev.app.playback.MarksPane;
import io.zmdev.sim.flow.Counts;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Transport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.VBox;

/** The scenarios to choose from, how the program travels, the marks, and what the run comes to. */
final class ScenarioPane extends VBox {

    private final WalkthroughViewModel model;

    ScenarioPane(WalkthroughViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        Button open = new Button(text("walk.openScenario"));
        open.setId("open-scenario");
        open.getStyleClass().add("quiet");
        open.setOnAction(event -> model.askForScenario());
        Label note = new Label();
        note.setId("scenario-note");
        note.getStyleClass().add("dim");
        note.setWrapText(true);
        VBox figures = new VBox();
        figures.getStyleClass().add("marks");
        getChildren()
                .setAll(
                        new Section(text("walk.scenarios"), new ScenarioList(model), open, note),
                        new Section(text("walk.transport"), transports()),
                        new MarksPane(model),
                        figures);
        model.runProperty().subscribe(run -> {
            note.setText(run.map(opened -> opened.scenario().note()).orElse(""));
            note.setManaged(!note.getText().isEmpty());
        });
        model.momentProperty().subscribe(moment -> figures.getChildren().setAll(figures()));
    }

    private Node[] transports() {
        ToggleGroup group = new ToggleGroup();
        List<RadioButton> buttons = Arrays.stream(Transport.values())
                .map(transport -> {
                    RadioButton button = new RadioButton(text("transport." + transport));
                    button.setId("transport-" + transport.id());
                    button.setWrapText(true);
                    button.setUserData(transport);
                    button.setToggleGroup(group);
                    button.setOnAction(event -> model.chooseTransport(transport));
                    return button;
                })
                .toList();
        model.runProperty()
                .subscribe(run -> buttons.forEach(button -> button.setSelected(
                        run.filter(opened -> opened.scenario().transport() == button.getUserData())
                                .isPresent())));
        return buttons.toArray(Node[]::new);
    }

    private List<Node> figures() {
        return model.runProperty()
                .get()
                .map(run -> List.<Node>of(
                        new Section(text("walk.soFar"), soFar()), new Section(text("walk.whole"), whole(run.counts()))))
                .orElse(List.of());
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
