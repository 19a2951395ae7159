package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Jobs;
import io.zmdev.app.project.Session;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import org.controlsfx.control.TaskProgressView;

/** What stands under a screen: problems and running jobs. */
final class BottomTabs extends TabPane {

    BottomTabs(Session session, Jobs jobs) {
        setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
        setMinHeight(80);
        setPrefHeight(176);
        Tab problems = new Tab("", new ProblemList(session));
        session.problemsProperty()
                .subscribe(found ->
                        problems.setText(found.isEmpty() ? text("tab.problems") : text("tab.problemsN", found.size())));
        Tab running = new Tab(text("tab.jobs"), jobView(jobs));
        getTabs().setAll(problems, running);
    }

    private static TaskProgressView<Task<?>> jobView(Jobs jobs) {
        TaskProgressView<Task<?>> view = new TaskProgressView<>();
        jobs.running().addListener((ListChangeListener<Task<?>>)
                change -> view.getTasks().setAll(jobs.running()));
        return view;
    }
}
