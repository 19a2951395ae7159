package io.zmdev.app.regions;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.app.playback.MarksPane;
import java.util.List;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.layout.VBox;

/** The scenarios to choose from, and what is wrong with the regions of the chosen one. */
final class RegionsPane extends VBox {

    /** What is open at first: one write on each path. */
    private static final String FIRST = "mmio-paths";

    private static final double HEIGHT = 320;

    RegionsPane(RegionsViewModel model) {
        getStyleClass().add("side-pane");
        ListView<String> list = new ListView<>();
        list.setId("region-scenarios");
        list.setAccessibleText(text("regions.scenarios"));
        list.setPrefHeight(HEIGHT);
        list.setMinHeight(HEIGHT);
        list.getItems().setAll(model.names());
        list.getSelectionModel().selectedItemProperty().subscribe(name -> {
            if (name != null) {
                model.choose(name);
            }
        });
        // When the screen is first shown: a run costs time that the start of the program has not.
        sceneProperty().subscribe(scene -> {
            if (scene != null && model.recordingProperty().get().isEmpty()) {
                list.getSelectionModel().select(FIRST);
                list.scrollTo(FIRST);
            }
        });
        Label note = wrapped("dim");
        VBox.setMargin(note, new Insets(8, 0, 0, 0));
        Label findings = wrapped("sentence");
        findings.setId("region-findings");
        getChildren()
                .setAll(
                        new Section(text("regions.scenarios"), list, note),
                        new Section(text("regions.findings"), findings),
                        new MarksPane(model));
        model.recordingProperty().subscribe(opened -> {
            note.setText(opened.map(shown -> shown.run().scenario().note()).orElse(""));
            findings.setText(opened.map(RegionsPane::findings).orElse(""));
        });
    }

    private static String findings(OpenedRegions opened) {
        List<String> lines = opened.run().findings().stream()
                .map(finding -> text(
                        "regions.finding", finding.device(), finding.problem().text()))
                .toList();
        String found = lines.isEmpty() ? text("regions.noFindings") : String.join("\n", lines);
        return opened.run()
                .stopped()
                .map(why -> found + "\n" + text("regions.stopped", why))
                .orElse(found);
    }

    private static Label wrapped(String style) {
        Label label = new Label();
        label.getStyleClass().add(style);
        label.setWrapText(true);
        return label;
    }
}
