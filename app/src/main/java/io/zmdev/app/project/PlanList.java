package io.zmdev.app.project;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.RowList;
import io.zmdev.app.fx.Sentence;
import io.zmdev.exchange.SysfsScript;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/** The steps of the plan: what each does, what it writes, and how it is undone. */
public final class PlanList extends StackPane {

    /** A step with its place in the plan, from 1. */
    private record Numbered(int number, Step step) {}

    private final RowList<Numbered> rows = new RowList<>(text("tab.plan"), PlanList::row);

    public PlanList(Session session) {
        setId("plan");
        getChildren().add(rows);
        session.planProperty().subscribe(this::show);
    }

    private void show(PlanPreview preview) {
        switch (preview) {
            case PlanPreview.Refused refused -> rows.show(List.of(), text("plan.refused"));
            case PlanPreview.Impossible(String reason) -> rows.show(List.of(), text("plan.impossible", reason));
            case PlanPreview.Ready(Plan plan) -> rows.show(numbered(plan.steps()), text("plan.empty"));
        }
    }

    private static List<Numbered> numbered(List<Step> steps) {
        return IntStream.range(0, steps.size())
                .mapToObj(index -> new Numbered(index + 1, steps.get(index)))
                .toList();
    }

    private static Node row(Numbered numbered) {
        Step step = numbered.step();
        Label count = new Label(numbered.number() + ".");
        count.getStyleClass().add("plan-number");
        count.setMinWidth(Region.USE_PREF_SIZE);
        VBox body = new VBox(2, new Sentence(step.what(), Set.copyOf(step.guests())));
        body.getChildren().addAll(operations("plan.do", step.operations()));
        body.getChildren().addAll(operations("plan.undo", step.inverse()));
        HBox.setHgrow(body, Priority.ALWAYS);
        HBox row = new HBox(8, count, body);
        row.getStyleClass().add("plan-step");
        row.setAlignment(Pos.TOP_LEFT);
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
}
