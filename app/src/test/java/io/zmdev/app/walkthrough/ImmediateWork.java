package io.zmdev.app.walkthrough;

import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.TransportComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Works at once, and is given no file. */
final class ImmediateWork implements WalkthroughWork {

    @Override
    public void simulate(Scenario scenario, Consumer<Run> done) {
        done.accept(Simulation.run(scenario));
    }

    @Override
    public void compareTransports(Scenario scenario, Consumer<List<TransportComparison>> done) {
        done.accept(TransportComparison.of(scenario));
    }

    @Override
    public void askForScenario(Consumer<Scenario> done) {}

    @Override
    public void compareWithTrace(Run run, Consumer<ComparedTrace> done) {}

    @Override
    public void compareWithTrace(Run run, Path file, Consumer<ComparedTrace> done) {}
}
