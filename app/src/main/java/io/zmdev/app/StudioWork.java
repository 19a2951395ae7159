package io.zmdev.app;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.fx.FxGate;
import io.zmdev.app.fx.Jobs;
import io.zmdev.app.fx.Picture;
import io.zmdev.app.queuelab.QueueLabViewModel;
import io.zmdev.app.queuelab.QueueLabWork;
import io.zmdev.app.walkthrough.TraceAlignment;
import io.zmdev.app.walkthrough.WalkthroughWork;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.io.WholeFile;
import io.zmdev.service.Traces;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.QueueCourse;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.TransportComparison;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import javafx.stage.FileChooser;
import javafx.stage.Window;

/** Does the work of the screens as jobs, and asks for their files. */
final class StudioWork implements WalkthroughWork, QueueLabWork {

    private final Jobs jobs;
    private final Window window;
    private final Consumer<Throwable> failed;
    private final Consumer<String> tell;

    /**
     * Work for a window.
     *
     * @param failed tells the user why a job did not work
     * @param tell shows a message to the user
     */
    StudioWork(Jobs jobs, Window window, Consumer<Throwable> failed, Consumer<String> tell) {
        this.jobs = jobs;
        this.window = window;
        this.failed = failed;
        this.tell = tell;
    }

    @Override
    public void simulate(Scenario scenario, Consumer<Run> done) {
        start(text("job.simulate", scenario.name()), () -> Simulation.run(scenario), done);
    }

    @Override
    public void compareTransports(Scenario scenario, Consumer<List<TransportComparison>> done) {
        start(text("job.transports", scenario.name()), () -> TransportComparison.of(scenario), done);
    }

    @Override
    public void askForScenario(Consumer<Scenario> done) {
        ask(text("file.scenarios"), "*.json")
                .ifPresent(
                        file -> start(text("job.open", file.getFileName()), () -> ScenarioDocument.read(file), done));
    }

    @Override
    public void compareWithTrace(Run run, Consumer<ComparedTrace> done) {
        ask(text("file.traces"), "*.zmtrace", "*.jsonl", "*.json", "*.gz")
                .ifPresent(file -> compareWithTrace(run, file, done));
    }

    @Override
    public void compareWithTrace(Run run, Path file, Consumer<ComparedTrace> done) {
        jobs.startProgressing(
                text("job.trace", file.getFileName()), progress -> compare(run, file, progress), done, failed);
    }

    /** Asks for a file with a configuration. */
    void askForConfiguration(Consumer<Path> chosen) {
        ask(text("file.configurations"), "*.json").ifPresent(chosen);
    }

    @Override
    public Runnable start(Sweep sweep, Consumer<Sweep.Cell> finished, Consumer<List<Sweep.Row>> done, Runnable ended) {
        return jobs.startStoppable(
                text("job.queue", sweep.scenario().name()),
                () -> sweep.run(
                        Map.of(),
                        StudioWork::runUnlessStopped,
                        (cell, result) -> FxGate.run(() -> finished.accept(cell))),
                done,
                failed,
                ended);
    }

    @Override
    public void watch(ApScenario scenario, List<String> policies, Consumer<List<QueueCourse>> done) {
        start(
                text("job.live", scenario.name()),
                () -> policies.stream()
                        .map(policy -> QueueCourse.of(
                                scenario, policy, QueueLabViewModel.LOOKS, QueueLabViewModel.BETWEEN_LOOKS_NS))
                        .toList(),
                done);
    }

    @Override
    public void saveSvg(Supplier<String> svg) {
        save(text("file.svg"), "*.svg")
                .ifPresent(file -> start(
                        text("job.save", file.getFileName()),
                        () -> {
                            WholeFile.replace(file, svg.get());
                            return file;
                        },
                        this::saved));
    }

    @Override
    public void savePng(Picture picture) {
        save(text("file.png"), "*.png")
                .ifPresent(file -> start(
                        text("job.save", file.getFileName()),
                        () -> {
                            picture.write(file);
                            return file;
                        },
                        this::saved));
    }

    /** Runs a cell on the job's own thread, unless it was interrupted. */
    private static void runUnlessStopped(Runnable cell) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException();
        }
        cell.run();
    }

    static ComparedTrace compare(Run run, Path file, DoubleConsumer progress) {
        Traces.Opened trace = Traces.open(file, progress);
        Traces.Opened simulated = Traces.of(SimulatedTrace.of(run));
        TraceComparison comparison = Traces.compare(simulated, trace);
        return new ComparedTrace(
                String.valueOf(file.getFileName()),
                simulated,
                trace,
                comparison,
                TraceAlignment.of(run.steps(), simulated, trace, comparison));
    }

    private void saved(Path file) {
        tell.accept(text("file.saved", file.toString()));
    }

    private <T> void start(String name, Callable<T> work, Consumer<? super T> done) {
        jobs.start(name, work, done, failed);
    }

    private Optional<Path> ask(String kind, String... patterns) {
        return Optional.ofNullable(chooser(kind, patterns).showOpenDialog(window))
                .map(File::toPath);
    }

    private Optional<Path> save(String kind, String pattern) {
        FileChooser chooser = chooser(kind, pattern);
        chooser.setInitialFileName("zmdev" + pattern.substring(1));
        return Optional.ofNullable(chooser.showSaveDialog(window)).map(File::toPath);
    }

    private static FileChooser chooser(String kind, String... patterns) {
        FileChooser chooser = new FileChooser();
        chooser.getExtensionFilters()
                .setAll(
                        new FileChooser.ExtensionFilter(kind, patterns),
                        new FileChooser.ExtensionFilter(text("file.all"), "*"));
        return chooser;
    }
}
