package io.zmdev.app.project;

import io.zmdev.app.edit.Command;
import io.zmdev.app.edit.Drop;
import io.zmdev.app.edit.History;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Validator;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    private final ReadOnlyObjectWrapper<List<Problem>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final ObjectProperty<Optional<String>> armedGuest = new SimpleObjectProperty<>(Optional.empty());
    private Optional<Drop.Refused> refusal = Optional.empty();

    public Session(Machine machine, Configuration configuration) {
        this.machine = new ReadOnlyObjectWrapper<>(machine);
        history = new History(configuration);
        history.configurationProperty().subscribe(now -> configurationChanged());
    }

    /** Replaces what is open. */
    public void open(Machine newMachine, Configuration configuration) {
        armedGuest.set(Optional.empty());
        machine.set(newMachine);
        history.restart(configuration);
        configurationChanged();
    }

    /** Makes the edit of a drop that is allowed; a refused one changes nothing and is listed among the problems. */
    public void perform(Drop drop) {
        switch (drop) {
            case Drop.Allowed(Command command) -> history.execute(command);
            case Drop.Refused refused -> {
                refusal = Optional.of(refused);
                check();
            }
        }
    }

    public void execute(Command command) {
        history.execute(command);
    }

    /** What making the edit would come to: refused when it brings a refusal that is not there yet. */
    public Drop judge(Command command) {
        List<Finding> already = Validator.validate(history.configuration(), machine.get());
        List<Finding> refusals = Validator.validate(command.outcome(), machine.get()).stream()
                .filter(finding -> finding.severity().refuses() && !already.contains(finding))
                .toList();
        return refusals.isEmpty() ? new Drop.Allowed(command) : new Drop.Refused(command, refusals);
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

    /** What was refused last, then what the rules say about the configuration, the worst first. */
    public ReadOnlyObjectProperty<List<Problem>> problemsProperty() {
        return problems.getReadOnlyProperty();
    }

    /** The guest that a click, Enter or drop assigns to. */
    public ObjectProperty<Optional<String>> armedGuestProperty() {
        return armedGuest;
    }

    private void configurationChanged() {
        refusal = Optional.empty();
        check();
    }

    private void check() {
        List<Problem> found = new ArrayList<>();
        refusal.ifPresent(refused -> refused.findings().forEach(finding -> found.add(new Problem.Refused(finding))));
        Validator.validate(history.configuration(), machine.get())
                .forEach(finding -> found.add(new Problem.Present(finding)));
        problems.set(List.copyOf(found));
    }
}
