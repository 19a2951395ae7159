package io.zmdev.app.project;

import io.zmdev.app.edit.Command;
import io.zmdev.app.edit.History;
import io.zmdev.app.fx.Background;
import io.zmdev.app.project.Assessment.Verdict;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.rules.Situation;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/**
 * The open project: the machine as it was observed, the configuration that is edited, what the rules say about both. Belongs
 * to the JavaFX thread.
 *
 * <p>Changes happen one after the other. What each comes to is worked out in the background; until then everything shows what
 * was before it, so machine, configuration, problems and plan always belong together.
 */
public final class Session {

    private final Background background;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper();
    private final History history;
    private final ReadOnlyObjectWrapper<Machine> machine;
    private final ReadOnlyObjectWrapper<Situation> situation;
    private final ReadOnlyObjectWrapper<List<Problem>> problems = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<PlanPreview> plan = new ReadOnlyObjectWrapper<>(new PlanPreview.Refused());
    private final ObjectProperty<Optional<String>> armedGuest = new SimpleObjectProperty<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Proposal>> proposal = new ReadOnlyObjectWrapper<>(Optional.empty());
    private Assessment assessment;

    /** A session that works everything out at once, on the thread that asks. */
    public Session(Machine machine, Configuration configuration) {
        this(machine, configuration, Background.INLINE);
    }

    /** A session of the machine and the configuration, which are looked at before this returns. */
    public Session(Machine machine, Configuration configuration, Background background) {
        this.background = background;
        this.machine = new ReadOnlyObjectWrapper<>(machine);
        history = new History(configuration);
        assessment = Assessment.of(machine, configuration);
        situation = new ReadOnlyObjectWrapper<>(assessment.situation());
        problems.set(present().toList());
        plan.set(assessment.plan());
    }

    /** Replaces what is open. */
    public void open(Machine newMachine, Configuration configuration) {
        inTurn(() -> Assessment.of(newMachine, configuration), outcome -> {
            armedGuest.set(Optional.empty());
            history.restart(configuration);
            show(outcome);
        });
    }

    /** Replaces what is open by what no file holds yet. */
    public void recover(Machine newMachine, Configuration configuration) {
        inTurn(() -> Assessment.of(newMachine, configuration), outcome -> {
            armedGuest.set(Optional.empty());
            history.recover(configuration);
            show(outcome);
        });
    }

    /** Takes the machine as it was observed again; the configuration and the way back stay. */
    public void observe(Machine newMachine) {
        inTurn(() -> Assessment.of(newMachine, assessment.situation().configuration()), this::show);
    }

    /** Makes an edit; one that brings a refusal that is not there yet changes nothing and is listed among the problems. */
    public void perform(Command command) {
        inTurn(() -> assessment.judge(command), verdict -> {
            switch (verdict) {
                case Verdict.Allowed(Assessment outcome) -> {
                    history.execute(command);
                    show(outcome);
                }
                case Verdict.Refused refused ->
                    problems.set(Stream.concat(refusals(refused), present()).toList());
            }
        });
    }

    /** Makes the change that a problem's fix is, if the rules allow it. */
    public void fix(Problem problem, Fix fix) {
        perform(new Command(fix.label(), before -> switch (problem) {
            case Problem.Present present -> fix.applyTo(before);
            case Problem.Refused(Finding finding, Configuration outcome) -> fix.applyTo(outcome);
        }));
    }

    /** Proposes an edit; it stays so until it is taken or left, or something else changes. */
    public void propose(Command command) {
        proposal.set(Optional.of(new Proposal(command, configuration())));
    }

    /** Makes the edit that is proposed. */
    public void takeProposal() {
        proposal.get().map(Proposal::command).ifPresent(this::perform);
    }

    public void leaveProposal() {
        proposal.set(Optional.empty());
    }

    /** The edit that is proposed. */
    public ReadOnlyObjectProperty<Optional<Proposal>> proposalProperty() {
        return proposal.getReadOnlyProperty();
    }

    /** Goes back one edit. */
    public void undo() {
        travel(history::previous, history::undo);
    }

    /** Makes the edit again that was undone last. */
    public void redo() {
        travel(history::next, history::redo);
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

    /** Whether a change is being worked out. */
    public ReadOnlyBooleanProperty busyProperty() {
        return busy.getReadOnlyProperty();
    }

    /** The machine and the configuration together, as the rules look at them. */
    public ReadOnlyObjectProperty<Situation> situationProperty() {
        return situation.getReadOnlyProperty();
    }

    public Situation situation() {
        return situation.get();
    }

    /** Who has which queues. */
    public Holdings holdings() {
        return assessment.holdings();
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

    private void travel(Supplier<Optional<Configuration>> destination, Runnable move) {
        inTurn(
                () -> destination
                        .get()
                        .map(there -> Assessment.of(assessment.situation().machine(), there)),
                arrived -> arrived.ifPresent(outcome -> {
                    move.run();
                    show(outcome);
                }));
    }

    /** Works something out once all changes before it are made; nothing else changes meanwhile. */
    private <T> void inTurn(Supplier<T> work, Consumer<T> take) {
        waiting.add(() -> background.compute(work, take, this::next));
        if (!busy.get()) {
            next();
        }
    }

    private void next() {
        Runnable turn = waiting.poll();
        busy.set(turn != null);
        if (turn != null) {
            turn.run();
        }
    }

    private void show(Assessment outcome) {
        leaveProposal();
        assessment = outcome;
        machine.set(outcome.situation().machine());
        situation.set(outcome.situation());
        problems.set(present().toList());
        plan.set(outcome.plan());
    }

    private Stream<Problem> present() {
        return assessment.findings().stream().map(Problem.Present::new);
    }

    private static Stream<Problem> refusals(Verdict.Refused refused) {
        return refused.findings().stream().map(finding -> new Problem.Refused(finding, refused.outcome()));
    }
}
