package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Jobs;
import io.zmdev.app.project.PlanList;
import io.zmdev.app.project.PlanPreview;
import io.zmdev.app.project.Session;
import io.zmdev.plan.Plan;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.layout.StackPane;
import org.controlsfx.control.TaskProgressView;

/** What stands under a screen: problems, the plan, what was done on the host, running jobs. */
final class BottomTabs extends TabPane {

    BottomTabs(Session session, Jobs jobs, Node journal) {
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        setMinHeight(80);
        setPrefHeight(176);
        Tab problems = new Tab("", new ProblemList(session));
        session.problemsProperty()
                .subscribe(found ->
                        problems.setText(found.isEmpty() ? text("tab.problems") : text("tab.problemsN", found.size())));
        Tab plan = new Tab("", new PlanList(session));
        session.planProperty().subscribe(preview -> plan.setText(title(preview)));
        Tab running = new Tab(text("tab.jobs"), jobView(jobs));
        ScrollPane done = new ScrollPane(journal);
        done.setFitToWidth(true);
        getTabs().setAll(problems, plan, new Tab(text("tab.journal"), done), running);
    }

    private static String title(PlanPreview preview) {
        return switch (preview) {
            case PlanPreview.Ready(Plan steps)
            when !steps.isEmpty() -> text("tab.planN", steps.steps().size());
            case PlanPreview other -> text("tab.plan");
        };
    }

    private static StackPane jobView(Jobs jobs) {
        TaskProgressView<Task<?>> view = new TaskProgressView<>();
        Label nothing = new Label(text("jobs.none"));
        nothing.getStyleClass().add("dim");
        view.setVisible(false);
        jobs.running().addListener((ListChangeListener<Task<?>>) change -> {
            view.getTasks().setAll(jobs.running());
            view.setVisible(!jobs.running().isEmpty());
            nothing.setVisible(jobs.running().isEmpty());
        });
        return new StackPane(nothing, view);
    }
}
