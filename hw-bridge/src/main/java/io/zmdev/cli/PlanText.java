package io.zmdev.cli;

import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.FileChange;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.List;

/** A plan as text: each step with what it writes, what must hold before, how it is undone and what is read back. */
final class PlanText {

    /** Expectations of one kind that are printed singly; more are counted. */
    private static final int LISTED = 4;

    private PlanText() {}

    static String of(Plan plan) {
        if (plan.isEmpty()) {
            return "%s on %s: nothing to change.\n".formatted(plan.configuration(), plan.machine());
        }
        StringBuilder text = new StringBuilder("%s on %s: %d step%s\n"
                .formatted(
                        plan.configuration(),
                        plan.machine(),
                        plan.steps().size(),
                        plan.steps().size() == 1 ? "" : "s"));
        steps(text, plan);
        if (!plan.files().isEmpty()) {
            text.append('\n').append(files(plan));
        }
        return text.toString();
    }

    private static void steps(StringBuilder text, Plan plan) {
        int number = 0;
        for (Step step : plan.steps()) {
            number++;
            text.append("\n%3d. %s\n".formatted(number, step.what()));
            operations(text, "do", step.operations());
            expectations(text, "before", step.preconditions());
            expectations(text, "after", step.readBack());
            operations(text, "undo", step.inverse());
            step.disturbances().forEach(disturbance -> line(text, "disturb", disturbance.what()));
            if (!step.guests().isEmpty()) {
                line(text, "guests", String.join(", ", step.guests()));
            }
        }
        if (!plan.losses().isEmpty()) {
            text.append("\nLost for good; 'zmdev apply' wants --disturb for it:\n");
            plan.losses().forEach(loss -> text.append("  %s\n".formatted(loss)));
        }
    }

    /** The files that keep it over a reboot, a line for each; nothing where none changes. */
    static String files(Plan plan) {
        if (plan.files().isEmpty()) {
            return "";
        }
        StringBuilder text = new StringBuilder("For the next boot, once it is confirmed:\n");
        for (FileChange file : plan.files()) {
            String what = file.after().isEmpty() ? "remove" : file.before().isEmpty() ? "make" : "change";
            line(text, what, file.path());
        }
        return text.toString();
    }

    private static void operations(StringBuilder text, String label, List<HostOperation> operations) {
        operations.forEach(operation -> line(text, label, OperationText.of(operation)));
    }

    private static void expectations(StringBuilder text, String label, List<Expectation> expectations) {
        expectations.stream().limit(LISTED).forEach(expectation -> line(text, label, expectation(expectation)));
        if (expectations.size() > LISTED) {
            line(text, label, "and %d more".formatted(expectations.size() - LISTED));
        }
    }

    private static void line(StringBuilder text, String label, String content) {
        text.append("     %-7s %s\n".formatted(label, content));
    }

    private static String expectation(Expectation expectation) {
        return switch (expectation) {
            case Expectation.Content(String path, String content) ->
                path + " = " + OperationText.content(path, content);
            case Expectation.Target(String path, String name) -> path + " -> " + name;
            case Expectation.Names(String path, List<String> names) -> path + " holds " + String.join(" ", names);
            case Expectation.Directory(String path) -> path + " is there";
            case Expectation.Missing(String path) -> path + " is not there";
        };
    }
}
