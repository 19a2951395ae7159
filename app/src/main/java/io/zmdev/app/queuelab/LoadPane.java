package io.zmdev.app.queuelab;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Section;
import io.zmdev.sim.ap.dispatch.Policies;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.GuestLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.Slider;
import javafx.scene.layout.VBox;

/** The scenarios to choose from, a slider for the rate of each guest, and the policies to compare. */
final class LoadPane extends VBox {

    /** What is open at first: three guests on three cards. */
    private static final String FIRST = "ap-shared-cards";

    private static final double HEIGHT = 116;
    private static final double MOST = 2;

    private final QueueLabViewModel model;
    private final VBox settings = new VBox();

    LoadPane(QueueLabViewModel model) {
        this.model = model;
        getStyleClass().add("side-pane");
        settings.getStyleClass().add("marks");
        ListView<String> list = new ListView<>();
        list.setId("queue-scenarios");
        list.setAccessibleText(text("queue.scenario"));
        list.setPrefHeight(HEIGHT);
        list.setMinHeight(HEIGHT);
        list.getItems().setAll(model.names());
        list.getSelectionModel().selectedItemProperty().subscribe(name -> {
            if (name != null) {
                model.choose(name);
            }
        });
        // When the screen is first shown, so that the start of the program does not wait for it.
        sceneProperty().subscribe(scene -> {
            if (scene != null && model.scenarioProperty().get().isEmpty()) {
                list.getSelectionModel().select(FIRST);
            }
        });
        getChildren().setAll(new Section(text("queue.scenario"), list), settings);
        model.scenarioProperty()
                .subscribe(scenario -> settings.getChildren()
                        .setAll(scenario.map(this::sections).orElse(List.of())));
    }

    private List<Node> sections(ApScenario scenario) {
        List<Node> rates = new ArrayList<>();
        scenario.guests().forEach(guest -> rates.addAll(rate(guest)));
        return List.of(
                new Section(text("queue.load"), rates.toArray(Node[]::new)),
                new Section(
                        text("queue.policies"),
                        scenario.policies().stream().map(this::policy).toArray(Node[]::new)));
    }

    private List<Node> rate(GuestLoad guest) {
        Label name = new Label();
        Slider slider = new Slider(0.1, MOST, 1);
        slider.setId("rate-" + guest.name());
        slider.setBlockIncrement(0.1);
        slider.valueProperty().bindBidirectional(model.rateOf(guest.name()));
        slider.valueProperty().subscribe(value -> {
            name.setText(text("queue.of", guest.name(), String.format(Locale.ENGLISH, "%.1f", value.doubleValue())));
            slider.setAccessibleText(name.getText());
        });
        return List.of(name, slider);
    }

    private CheckBox policy(String policy) {
        CheckBox box = new CheckBox(policy.equals(Policies.OF_THE_KERNEL) ? text("queue.ofTheKernel", policy) : policy);
        box.setId("policy-" + policy);
        box.setWrapText(true);
        box.setSelected(model.policies().contains(policy));
        box.setOnAction(event -> {
            if (box.isSelected()) {
                model.policies().add(policy);
            } else {
                model.policies().remove(policy);
            }
        });
        return box;
    }
}
