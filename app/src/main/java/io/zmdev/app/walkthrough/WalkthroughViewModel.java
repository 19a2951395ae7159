package io.zmdev.app.walkthrough;

import io.zmdev.app.playback.RecordingPicture;
import io.zmdev.app.playback.RecordingPlayback;
import io.zmdev.app.walkthrough.WalkthroughWork.ComparedTrace;
import io.zmdev.sim.flow.Fault;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Lesson;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.flow.TransportComparison;
import io.zmdev.sim.vfioccw.FsmEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** One run and the place in it: the position is the number of steps done. */
public final class WalkthroughViewModel extends RecordingPlayback {

    private final WalkthroughWork work;
    private final ReadOnlyObjectWrapper<List<Scenario>> scenarios = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Scenario>> library = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Lesson>> lessons = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Run>> run = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<Moment>> moment = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Optional<ComparedTrace>> compared =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private Optional<RunIndex> index = Optional.empty();
    private Optional<Scenario> chosen = Optional.empty();

    /** Nothing is open at first. */
    public WalkthroughViewModel(WalkthroughWork work) {
        this.work = work;
    }

    /** What the project has to walk through from here on; the first of it is opened. */
    public void offer(List<Scenario> offered) {
        scenarios.set(List.copyOf(offered));
        offered.stream().findFirst().ifPresent(this::choose);
    }

    /** What there is to walk through beside the project. */
    public void stock(List<Scenario> builtIn) {
        library.set(List.copyOf(builtIn));
    }

    /** What there is to learn. */
    public void teach(List<Lesson> builtIn) {
        lessons.set(List.copyOf(builtIn));
    }

    ReadOnlyObjectProperty<List<Lesson>> lessonsProperty() {
        return lessons.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Scenario>> libraryProperty() {
        return library.getReadOnlyProperty();
    }

    ReadOnlyObjectProperty<List<Scenario>> scenariosProperty() {
        return scenarios.getReadOnlyProperty();
    }

    /** Simulates a scenario and opens the run at its start. */
    public void choose(Scenario scenario) {
        chosen = Optional.of(scenario);
        simulate(scenario);
    }

    /** Asks for a file with a scenario and opens that. */
    public void askForScenario() {
        work.askForScenario(this::choose);
    }

    /** Opens the same scenario over another transport. */
    public void chooseTransport(Transport transport) {
        run.get().ifPresent(open -> simulate(open.scenario().over(transport)));
    }

    /** Makes the run again with a fault after the last step; before the first request it happens at that. */
    void inject(Fault.What what) {
        run.get().ifPresent(open -> {
            Scenario scenario = open.scenario();
            List<Fault> faults = new ArrayList<>(scenario.faults());
            faults.add(new Fault("", what, when(open)));
            simulate(withFaults(scenario, faults));
        });
    }

    /** Simulates the chosen scenario as it was edited. */
    void rerun(Scenario edited) {
        simulate(edited);
    }

    /** Opens the scenario with the faults alone that it came with. */
    void takeFaultsBack() {
        run.get()
                .ifPresent(
                        open -> chosen.ifPresent(original -> simulate(withFaults(open.scenario(), original.faults()))));
    }

    /** What the scenario costs over each transport. */
    void compareTransports(Consumer<List<TransportComparison>> done) {
        run.get().ifPresent(open -> work.compareTransports(open.scenario(), done));
    }

    /** Asks for a trace to lay beside the run. */
    void compareWithTrace() {
        run.get().ifPresent(open -> work.compareWithTrace(open, this::compared));
    }

    /** Lays a trace beside the run. */
    public void compareWithTrace(Path file) {
        run.get().ifPresent(open -> work.compareWithTrace(open, file, this::compared));
    }

    private void compared(ComparedTrace trace) {
        compared.set(Optional.of(trace));
    }

    /** The trace beside the run. */
    ReadOnlyObjectProperty<Optional<ComparedTrace>> comparedProperty() {
        return compared.getReadOnlyProperty();
    }

    /** Goes to the first step that is the documented one or part of it; stays where there is none. */
    void seekFirst(String stepId) {
        steps().stream().filter(step -> step.id().isPartOf(stepId)).findFirst().ifPresent(step -> seek(step.n() + 1));
    }

    ReadOnlyObjectProperty<Optional<Run>> runProperty() {
        return run.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<Optional<Run>> recordingProperty() {
        return runProperty();
    }

    /** Makes the diagram of the open run. */
    public Optional<Supplier<String>> drawing() {
        return run.get()
                .map(open -> () -> RecordingPicture.of(open, Lane.CHANNEL_IO).svg());
    }

    /** Whether there is a run to walk through. */
    public boolean isOpen() {
        return run.get().isPresent();
    }

    /** What there is to see at the position. */
    ReadOnlyObjectProperty<Optional<Moment>> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /** The position of a moment; 0 without one. */
    static int positionOf(Optional<Moment> shown) {
        return shown.map(Moment::position).orElse(0);
    }

    private void simulate(Scenario scenario) {
        playingProperty().set(false);
        work.simulate(scenario, this::open);
    }

    private void open(Run opened) {
        index = Optional.of(new RunIndex(opened));
        compared.set(Optional.empty());
        open(opened, () -> run.set(Optional.of(opened)));
    }

    @Override
    protected void moved(int newPosition) {
        moment.set(index.map(opened -> Moment.of(opened, newPosition)));
    }

    private Fault.When when(Run open) {
        int done = positionProperty().get();
        return done <= open.setupSteps()
                ? new Fault.When(0, Optional.empty())
                : new Fault.When(
                        requestAt(open, done),
                        Optional.of(open.steps().get(done - 1).id().text()));
    }

    /** The index of the request that the driver got last. */
    private static int requestAt(Run open, int done) {
        int got = 0;
        for (int i = 0; i < open.fsm().size(); i++) {
            if (open.fsmPositions().get(i) <= done
                    && open.fsm().get(i) instanceof FsmEntry.Event event
                    && isRequest(event)) {
                got++;
            }
        }
        return Math.clamp(got - 1, 0, open.scenario().requests().size() - 1);
    }

    private static boolean isRequest(FsmEntry.Event event) {
        return event.event() == FsmEvent.IO_REQ.number() || event.event() == FsmEvent.ASYNC_REQ.number();
    }

    private static Scenario withFaults(Scenario scenario, List<Fault> faults) {
        return new Scenario(
                scenario.name(),
                scenario.note(),
                scenario.kernel(),
                scenario.transport(),
                scenario.channel(),
                scenario.client(),
                scenario.devices(),
                scenario.memory(),
                scenario.program(),
                scenario.requests(),
                faults,
                scenario.schedule(),
                scenario.costs());
    }
}
