package io.zmdev.app.project;

import io.zmdev.app.edit.Command;
import io.zmdev.app.edit.Drop;
import io.zmdev.app.edit.History;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.rules.Situation;
import io.zmdev.rules.Validator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The open project: the machine as it was observed, the configuration that is edited, what the rules say about both. Every
 * change of one of them ends in new problems. Belongs to the JavaFX thread.
 */
public final class Session {

    private final ReadOnlyObjectWrapper<Machine> machine;
    private final History history;
    private final ReadOnlyObjectWrapper<Situation> situation;
    private final ReadOnlyObjectWrapper<List<Problem>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<PlanPreview> plan = new ReadOnlyObjectWrapper<>(new PlanPreview.Refused());
    private final ObjectProperty<Optional<String>> armedGuest = new SimpleObjectProperty<>(Optional.empty());

    public Session(Machine machine, Configuration configuration) {
        this.machine = new ReadOnlyObjectWrapper<>(machine);
        history = new History(configuration);
        situation = new ReadOnlyObjectWrapper<>(Situation.of(configuration, machine));
        history.configurationProperty().subscribe(now -> look());
    }

    /** Replaces what is open. */
    public void open(Machine newMachine, Configuration configuration) {
        armedGuest.set(Optional.empty());
        machine.set(newMachine);
        history.restart(configuration);
        look();
    }

    /** Takes the machine as it was observed again; the configuration and the way back stay. */
    public void observe(Machine newMachine) {
        machine.set(newMachine);
        look();
    }

    /** Makes the edit of a drop that is allowed; a refused one changes nothing and is listed among the problems. */
    public void perform(Drop drop) {
        switch (drop) {
            case Drop.Allowed(Command command) -> history.execute(command);
            case Drop.Refused refused ->
                problems.set(Stream.concat(refusals(refused), present(Validator.validate(situation.get())))
                        .toList());
        }
    }

    /** What making the edit would come to: refused when it brings a refusal that is not there yet. */
    public Drop judge(Command command) {
        List<Finding> already = Validator.validate(situation.get());
        List<Finding> refusals = Validator.validate(Situation.of(command.outcome(), machine.get())).stream()
                .filter(finding -> finding.severity().refuses() && !already.contains(finding))
                .toList();
        return refusals.isEmpty() ? new Drop.Allowed(command) : new Drop.Refused(command, refusals);
    }

    /** Makes the change that a problem's fix is, if the rules allow it. */
    public void fix(Problem problem, Fix fix) {
        perform(judge(new Command(fix.label(), fix.applyTo(problem.configuration()))));
    }

    public ReadOnlyObjectProperty<Machine> machineProperty() {
        return machine.getReadOnlyProperty();
    }

    public Machine machine() {
        return machine.get();
    }

    public History history() {
        return history;
    }

    public Configuration configuration() {
        return history.configuration();
    }

    /** The machine and the configuration together, as the rules look at them. */
    public ReadOnlyObjectProperty<Situation> situationProperty() {
        return situation.getReadOnlyProperty();
    }

    public Situation situation() {
        return situation.get();
    }

    /** What was refused last, then what the rules say about the configuration, the worst first. */
    public ReadOnlyObjectProperty<List<Problem>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** What applying the configuration would do. */
    public ReadOnlyObjectProperty<PlanPreview> planProperty() {
        return plan.getReadOnlyProperty();
    }

    /** The guest that a click, Enter or drop assigns to. */
    public ObjectProperty<Optional<String>> armedGuestProperty() {
        return armedGuest;
    }

    private void look() {
        situation.set(Situation.of(history.configuration(), machine.get()));
        List<Finding> findings = Validator.validate(situation.get());
        problems.set(present(findings).toList());
        plan.set(Validator.refused(findings) ? new PlanPreview.Refused() : PlanPreview.of(situation.get()));
    }

    private Stream<Problem> present(List<Finding> findings) {
        return findings.stream().map(finding -> new Problem.Present(finding, configuration()));
    }

    private static Stream<Problem> refusals(Drop.Refused refused) {
        return refused.findings().stream()
                .map(finding -> new Problem.Refused(finding, refused.command().outcome()));
    }
}
