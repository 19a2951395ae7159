package io.zmdev.app.walkthrough;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.playback.Playback;
import io.zmdev.app.walkthrough.WalkthroughWork.ComparedTrace;
import io.zmdev.sim.flow.Condition;
import io.zmdev.sim.flow.Fault;
import io.zmdev.sim.flow.FsmEntry;
import io.zmdev.sim.flow.Player;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.flow.Transport;
import io.zmdev.sim.flow.TransportComparison;
import io.zmdev.sim.vfioccw.FsmEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;

/** One run and the place in it: the position is the number of steps done. */
public final class WalkthroughViewModel implements Playback {

    private final WalkthroughWork work;
    private final ReadOnlyObjectWrapper<List<Scenario>> scenarios = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Scenario>> library = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Run>> run = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyIntegerWrapper position = new ReadOnlyIntegerWrapper();
    private final ReadOnlyObjectWrapper<Optional<Moment>> moment = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<Marks> marks = new ReadOnlyObjectWrapper<>(Marks.NONE);
    private final BooleanProperty playing = new SimpleBooleanProperty();
    private Optional<RunIndex> index = Optional.empty();
    private Optional<Player> player = Optional.empty();
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

    /** How the run differs from a trace that is asked for. */
    void compareWithTrace(Consumer<ComparedTrace> done) {
        run.get().ifPresent(open -> work.compareWithTrace(open, done));
    }

    @Override
    public boolean step() {
        return go(position.get() + 1);
    }

    @Override
    public boolean back() {
        return go(position.get() - 1);
    }

    @Override
    public void seek(int steps) {
        go(Math.clamp(steps, 0, length()));
    }

    /** Goes to the first step that is the documented one or part of it; stays where there is none. */
    void seekFirst(String stepId) {
        steps().stream().filter(step -> step.id().isPartOf(stepId)).findFirst().ifPresent(step -> seek(step.n() + 1));
    }

    /** On to the next step that meets the condition, or to the end. */
    public void runTo(Condition condition) {
        move(at -> at.runTo(condition));
    }

    /** Back to an earlier step that meets the condition, or to the start. */
    public void runBackTo(Condition condition) {
        move(at -> at.runBackTo(condition));
    }

    /** On to the next breakpoint, or to the end. */
    public void runToBreakpoint() {
        move(Player::play);
    }

    /** Back to the breakpoint before, or to the start. */
    public void runBackToBreakpoint() {
        move(Player::playBack);
    }

    /** Goes to the step that wrote the byte before the last step did; stays when it is as the run began. */
    void goToWriter(String area, long offset) {
        int here = position.get();
        move(at -> {
            at.back();
            at.goTo(at.writerOf(area, offset).map(writer -> writer.n() + 1).orElse(here));
        });
    }

    /** Has the run stop at the condition when it plays. */
    public void setBreakpoint(Condition condition) {
        mark(at -> at.setBreakpoint(condition));
    }

    void clearBreakpoint(Condition condition) {
        mark(at -> at.clearBreakpoint(condition));
    }

    /** Remembers this position by its number and step. */
    public void setBookmark() {
        mark(at -> at.setBookmark(text(
                "walk.bookmarkName",
                at.position(),
                at.lastStep().map(step -> step.id().text()).orElse(text("walk.start")))));
    }

    void clearBookmark(String name) {
        mark(at -> at.clearBookmark(name));
    }

    /** The breakpoints and bookmarks. */
    ReadOnlyObjectProperty<Marks> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /** Whether a run that plays has reached a place to stop. */
    boolean isAtBreakpoint() {
        return player.filter(at -> {
                    int here = at.position();
                    boolean stops = here > 0 && at.back() && at.play() && at.position() == here;
                    at.goTo(here);
                    return stops;
                })
                .isPresent();
    }

    ReadOnlyObjectProperty<Optional<Run>> runProperty() {
        return run.getReadOnlyProperty();
    }

    @Override
    public ReadOnlyObjectProperty<Optional<Run>> recordingProperty() {
        return runProperty();
    }

    @Override
    public List<Step> steps() {
        return run.get().map(Run::steps).orElse(List.of());
    }

    /** Whether there is a run to walk through. */
    public boolean isOpen() {
        return run.get().isPresent();
    }

    @Override
    public ReadOnlyIntegerProperty positionProperty() {
        return position.getReadOnlyProperty();
    }

    /** What there is to see at the position. */
    ReadOnlyObjectProperty<Optional<Moment>> momentProperty() {
        return moment.getReadOnlyProperty();
    }

    /** The position of a moment; 0 without one. */
    static int positionOf(Optional<Moment> shown) {
        return shown.map(Moment::position).orElse(0);
    }

    /** Whether steps follow each other by themselves. */
    BooleanProperty playingProperty() {
        return playing;
    }

    private void simulate(Scenario scenario) {
        playing.set(false);
        work.simulate(scenario, this::open);
    }

    /** Breakpoints outlive the run, bookmarks are places in it. */
    private void open(Run opened) {
        List<Condition> breakpoints = marks.get().breakpoints();
        Player at = new Player(opened);
        breakpoints.forEach(at::setBreakpoint);
        player = Optional.of(at);
        index = Optional.of(new RunIndex(opened));
        run.set(Optional.of(opened));
        mark(same -> {});
        go(0);
    }

    private Fault.When when(Run open) {
        int done = position.get();
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

    private void mark(Consumer<Player> change) {
        player.ifPresent(at -> {
            change.accept(at);
            marks.set(new Marks(at.breakpoints(), at.bookmarks()));
        });
    }

    private void move(Consumer<Player> verb) {
        playing.set(false);
        player.ifPresent(at -> {
            verb.accept(at);
            go(at.position());
        });
    }

    private boolean go(int steps) {
        if (run.get().isEmpty() || steps < 0 || steps > length()) {
            playing.set(false);
            return false;
        }
        moment.set(index.map(opened -> Moment.of(opened, steps)));
        position.set(steps);
        return true;
    }
}
