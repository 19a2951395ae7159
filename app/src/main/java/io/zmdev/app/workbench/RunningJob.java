package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Jobs;
import javafx.animation.PauseTransition;
import javafx.collections.ListChangeListener;
import javafx.concurrent.Task;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.util.Duration;

/** The oldest job that runs, and how far it is; on every screen, for jobs that are worth a look. */
final class RunningJob extends HBox {

    /** What is over sooner would only flicker. */
    private static final Duration WORTH_A_LOOK = Duration.millis(300);

    private final Jobs jobs;
    private final Label name = new Label();
    private final ProgressBar progress = new ProgressBar();
    private final PauseTransition delay = new PauseTransition(WORTH_A_LOOK);

    RunningJob(Jobs jobs) {
        this.jobs = jobs;
        setId("running-job");
        getStyleClass().add("running-job");
        progress.setPrefWidth(120);
        progress.setAccessibleText(text("status.progress"));
        getChildren().setAll(name, progress);
        delay.setOnFinished(event -> show());
        jobs.running().addListener((ListChangeListener<Task<?>>) change -> changed());
        show();
    }

    private void changed() {
        if (jobs.running().isEmpty()) {
            delay.stop();
            show();
        } else if (isVisible()) {
            show();
        } else {
            delay.play();
        }
    }

    private void show() {
        progress.progressProperty().unbind();
        name.textProperty().unbind();
        boolean runs = !jobs.running().isEmpty();
        setVisible(runs);
        if (runs) {
            Task<?> oldest = jobs.running().getFirst();
            name.textProperty().bind(oldest.titleProperty());
            progress.progressProperty().bind(oldest.progressProperty());
        } else {
            // An indeterminate bar is animated even where nobody sees it.
            progress.setProgress(0);
        }
    }
}
