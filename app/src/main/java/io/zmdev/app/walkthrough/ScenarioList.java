package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.ListEntry;
import io.zmdev.sim.flow.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.VBox;

/** Every scenario that can be opened, under headings, and found by a word of its name or note. */
final class ScenarioList extends VBox {

    private static final double HEIGHT = 246;

    /** A line of the list. */
    private sealed interface Line {

        record Heading(String text) implements Line {}

        record Entry(Scenario scenario) implements Line {}
    }

    private final WalkthroughViewModel model;
    private final TextField search = new TextField();
    private final ListView<Line> list = new ListView<>();

    ScenarioList(WalkthroughViewModel model) {
        this.model = model;
        getStyleClass().add("scenario-list");
        search.setId("scenario-search");
        search.setPromptText(text("walk.search"));
        search.setAccessibleText(text("walk.search"));
        list.setId("scenarios");
        list.setAccessibleText(text("walk.scenarios"));
        list.setPrefHeight(HEIGHT);
        list.setMinHeight(HEIGHT);
        list.setCellFactory(view -> new Cell());
        getChildren().setAll(search, list);
        search.textProperty().subscribe(word -> show());
        model.scenariosProperty().subscribe(scenarios -> show());
        model.libraryProperty().subscribe(scenarios -> show());
        list.getSelectionModel().selectedItemProperty().subscribe(line -> {
            if (line instanceof Line.Entry(Scenario scenario)
                    && !model.runProperty()
                            .get()
                            .map(run -> run.scenario().name())
                            .filter(scenario.name()::equals)
                            .isPresent()) {
                model.choose(scenario);
            }
        });
        model.runProperty().subscribe(run -> list.refresh());
    }

    private void show() {
        List<Line> lines = new ArrayList<>();
        add(lines, text("walk.project"), model.scenariosProperty().get());
        for (ScenarioGroup group : ScenarioGroup.values()) {
            add(
                    lines,
                    text("group." + group),
                    model.libraryProperty().get().stream()
                            .filter(scenario -> ScenarioGroup.of(scenario) == group)
                            .toList());
        }
        list.getItems().setAll(lines);
    }

    private void add(List<Line> lines, String heading, List<Scenario> scenarios) {
        String word = search.getText().strip().toLowerCase(Locale.ROOT);
        List<Line> found = scenarios.stream()
                .filter(scenario -> (scenario.name() + ' ' + scenario.note())
                        .toLowerCase(Locale.ROOT)
                        .contains(word))
                .<Line>map(Line.Entry::new)
                .toList();
        if (!found.isEmpty()) {
            lines.add(new Line.Heading(heading));
            lines.addAll(found);
        }
    }

    private final class Cell extends ListCell<Line> {

        /** As wide as the list, no wider. */
        Cell() {
            setPrefWidth(0);
        }

        @Override
        protected void updateItem(Line line, boolean empty) {
            super.updateItem(line, empty);
            setTooltip(null);
            setGraphic(null);
            setAccessibleText(null);
            switch (empty ? null : line) {
                case Line.Heading(String heading) -> {
                    Label label = new Label(heading.toUpperCase(Locale.ENGLISH));
                    label.getStyleClass().add("section-heading");
                    setGraphic(label);
                    setAccessibleText(heading);
                }
                case Line.Entry(Scenario scenario) -> {
                    ListEntry entry =
                            new ListEntry(scenario.name(), scenario.client().id());
                    entry.setChosen(model.runProperty()
                            .get()
                            .filter(run -> run.scenario().name().equals(scenario.name()))
                            .isPresent());
                    setGraphic(entry);
                    setAccessibleText(scenario.name() + ". " + scenario.note());
                    if (!scenario.note().isEmpty()) {
                        Tooltip note = new Tooltip(scenario.note());
                        note.setWrapText(true);
                        note.setMaxWidth(420);
                        setTooltip(note);
                    }
                }
                case null -> {}
            }
        }
    }
}
