package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.project.PlanPreview;
import io.zmdev.app.project.Session;
import io.zmdev.model.Machine;
import io.zmdev.plan.Plan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.shape.Circle;

/** What is open, the way back, and the way to every verb. */
final class TopBar extends HBox {

    private static final int NAMES_SHOWN = 20;

    TopBar(Session session, WindowTitle title, Runnable openPalette, Verbs verbs, Runnable reviewPlan) {
        getStyleClass().add("top-bar");
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .setAll(
                        program(verbs.program()),
                        machineChip(session, title),
                        projectMenu(session, title, verbs),
                        space,
                        search(openPalette),
                        undo(session),
                        export(verbs.exports()),
                        review(session, reviewPlan));
    }

    private static Label machineChip(Session session, WindowTitle title) {
        Circle light = new Circle(4);
        light.getStyleClass().add("machine-light");
        Label chip = new Label("", light);
        chip.getStyleClass().add("chip");
        chip.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> describe(session.machine(), title.origin().getValue()),
                        session.machineProperty(),
                        title.origin()));
        return chip;
    }

    private static String describe(Machine machine, String origin) {
        String kernel = machine.kernel().map(version -> "Linux " + version).orElse("");
        return Stream.of(machine.name(), kernel, origin)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static MenuButton program(List<Verb> verbs) {
        MenuButton program = new MenuButton("zmdev");
        program.setId("program-menu");
        program.getStyleClass().add("product");
        program.setMinWidth(USE_PREF_SIZE);
        program.getItems().setAll(items(verbs));
        return program;
    }

    /** The name of what is open, with what can be done about its file. */
    private static MenuButton projectMenu(Session session, WindowTitle title, Verbs verbs) {
        MenuButton chip = new MenuButton();
        chip.setId("project-chip");
        chip.getStyleClass().add("chip");
        chip.setTooltip(new Tooltip(text("top.project")));
        chip.getItems().setAll(items(verbs.file()));
        chip.setOnShowing(event -> {
            chip.getItems().setAll(items(verbs.file()));
            List<Verb> recent = verbs.recent().get();
            if (!recent.isEmpty()) {
                chip.getItems().add(new SeparatorMenuItem());
                chip.getItems().addAll(items(recent));
            }
        });
        chip.textProperty()
                .bind(Bindings.createStringBinding(
                        () -> title.project().getValue()
                                + (session.history().dirtyProperty().get() ? " •" : ""),
                        title.project(),
                        session.history().dirtyProperty()));
        return chip;
    }

    private static Button search(Runnable openPalette) {
        Button search = new Button(text("top.search"));
        search.getStyleClass().add("search");
        search.setOnAction(event -> openPalette.run());
        return search;
    }

    private static Button undo(Session session) {
        Button undo = new Button();
        undo.setId("undo");
        undo.getStyleClass().add("bar-button");
        undo.setOnAction(event -> session.undo());
        undo.setMinWidth(USE_PREF_SIZE);
        Tooltip names = new Tooltip();
        session.history().undoNameProperty().subscribe(name -> {
            undo.setDisable(name.isEmpty());
            undo.setText(name.map(edit -> text("top.undo", edit)).orElse(text("top.nothingToUndo")));
            names.setText(session.history().names().stream().limit(NAMES_SHOWN).collect(Collectors.joining("\n")));
        });
        undo.setTooltip(names);
        return undo;
    }

    private static MenuButton export(List<Verb> exports) {
        MenuButton export = new MenuButton(text("top.export"));
        export.setId("export-menu");
        export.getStyleClass().add("bar-button");
        export.setMinWidth(USE_PREF_SIZE);
        export.getItems().setAll(items(exports));
        return export;
    }

    private static List<MenuItem> items(List<Verb> verbs) {
        return verbs.stream().map(TopBar::item).toList();
    }

    private static MenuItem item(Verb verb) {
        MenuItem item = new MenuItem(verb.title());
        item.setMnemonicParsing(false); // a file's name may have an underscore
        // The window has the keys already; here they are only told.
        item.setOnAction(event -> verb.action().run());
        Label keys = new Label(verb.keysText());
        keys.getStyleClass().add("palette-keys");
        item.setGraphic(keys);
        return item;
    }

    private static Button review(Session session, Runnable reviewPlan) {
        Button review = new Button();
        review.setId("review-plan");
        review.getStyleClass().add("primary");
        review.setMinWidth(USE_PREF_SIZE);
        review.setOnAction(event -> reviewPlan.run());
        session.planProperty().subscribe(preview -> review.setText(planTitle(preview)));
        return review;
    }

    private static String planTitle(PlanPreview preview) {
        return switch (preview) {
            case PlanPreview.Ready(Plan plan) ->
                text("top.reviewSteps", plan.steps().size());
            case PlanPreview.Refused refused -> text("top.review");
            case PlanPreview.Impossible impossible -> text("top.review");
        };
    }
}
