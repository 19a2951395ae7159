package io.zmdev.app.project;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Sentence;
import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** The steps of the plan: what each does, what it writes, and how it is undone. */
public final class PlanList extends ScrollPane {

    private final VBox rows = new VBox();

    public PlanList(Session session) {
        setId("plan");
        rows.getStyleClass().add("plan-rows");
        setContent(rows);
        setFitToWidth(true);
        session.planProperty().subscribe(this::show);
    }

    private void show(PlanPreview preview) {
        rows.getChildren().clear();
        switch (preview) {
            case PlanPreview.Refused refused -> rows.getChildren().add(remark(text("plan.refused")));
            case PlanPreview.Impossible(String reason) ->
                rows.getChildren().add(remark(text("plan.impossible", reason)));
            case PlanPreview.Ready(Plan plan) -> showSteps(plan);
        }
    }

    private void showSteps(Plan plan) {
        if (plan.isEmpty()) {
            rows.getChildren().add(remark(text("plan.empty")));
        }
        int number = 0;
        for (Step step : plan.steps()) {
            number++;
            rows.getChildren().add(row(number, step));
        }
    }

    private static Node row(int number, Step step) {
        Label count = new Label(number + ".");
        count.getStyleClass().add("plan-number");
        count.setMinWidth(Region.USE_PREF_SIZE);
        VBox body = new VBox(2, new Sentence(step.what(), Set.copyOf(step.guests())));
        body.getChildren().addAll(operations("plan.do", step.operations()));
        body.getChildren().addAll(operations("plan.undo", step.inverse()));
        HBox.setHgrow(body, Priority.ALWAYS);
        HBox row = new HBox(8, count, body);
        row.getStyleClass().add("plan-step");
        return row;
    }

    private static List<Label> operations(String key, List<HostOperation> operations) {
        return operations.stream()
                .map(operation -> {
                    Label line = new Label(text(key, SysfsScript.format(operation)));
                    line.getStyleClass().add("file");
                    line.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
                    line.setTooltip(new Tooltip(SysfsScript.format(operation)));
                    return line;
                })
                .toList();
    }

    private static Label remark(String words) {
        Label label = new Label(words);
        label.getStyleClass().add("dim");
        label.setWrapText(true);
        return label;
    }
}
