package io.zmdev.app.workbench;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.Jobs;
import io.zmdev.app.project.Problem;
import io.zmdev.app.project.Session;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.Mask256;
import java.util.List;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** One line about the machine and what the rules found. */
final class StatusBar extends HBox {

    private final Label machine = new Label();
    private final Label guests = new Label();
    private final Label conflicts = new Label();
    private final Label advices = new Label();

    StatusBar(Session session, Jobs jobs) {
        setId("status-bar");
        getStyleClass().add("status-bar");
        conflicts.getStyleClass().add("status-bad");
        Region space = new Region();
        setHgrow(space, Priority.ALWAYS);
        getChildren().setAll(machine, guests, conflicts, advices, space, new RunningJob(jobs));
        session.problemsProperty().subscribe(problems -> show(session, problems));
    }

    private void show(Session session, List<Problem> problems) {
        machine.setText(describe(session.machine()));
        guests.setText(text("status.guests", session.holdings().guests().size()));
        long bad = problems.stream()
                .filter(problem -> problem.finding().severity().refuses())
                .count();
        conflicts.setText(text("status.conflicts", bad));
        conflicts.setVisible(bad > 0);
        conflicts.setManaged(bad > 0);
        advices.setText(text("status.advices", problems.size() - bad));
    }

    private static String describe(Machine machine) {
        return machine.ap()
                .map(bus -> text(
                        "status.machine",
                        bus.cards().size(),
                        bus.usageDomains().orElse(Mask256.NONE).count(),
                        bus.queues().size()))
                .orElse(text("status.noAp"));
    }
}
