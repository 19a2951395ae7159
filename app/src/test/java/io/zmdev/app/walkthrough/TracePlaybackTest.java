package io.zmdev.app.walkthrough;

import static org.assertj.core.api.Assertions.assertThat;

import io.zmdev.app.TestMachines;
import io.zmdev.app.walkthrough.WalkthroughWork.ComparedTrace;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import java.util.List;
import org.junit.jupiter.api.Test;

class TracePlaybackTest {

    private final TracePlayback trace = new TracePlayback();

    @Test
    void theTraceIsAtTheSameStepAsTheRun() {
        Run run = Simulation.run(TestMachines.senseChain());
        trace.open(compared(run, run));

        for (Step step : run.steps()) {
            trace.follow(step.n() + 1);
            Step shown = trace.steps().get(trace.positionProperty().get() - 1);
            assertThat(shown.id().step()).isEqualTo(step.id().step());
        }
        assertThat(trace.markedProperty().get()).isEqualTo(TracePlayback.NONE_MARKED);
    }

    @Test
    void theFirstDifferenceIsMarked() {
        Run run = run("sense-id");
        trace.open(compared(run, run("dasd-read-block")));

        assertThat(trace.markedProperty().get()).isNotNegative();
    }

    @Test
    void everyRunOfTheLibraryCanBeHeldAgainstItself() {
        for (String name : ScenarioDocument.builtInNames()) {
            Run run = run(name);
            trace.open(compared(run, run));
            trace.follow(run.steps().size());
            assertThat(trace.positionProperty().get()).as(name).isPositive();
        }
    }

    @Test
    void closedItHasNoSteps() {
        Run run = run("sense-id");
        trace.open(compared(run, run));
        trace.close();

        assertThat(trace.steps()).isEqualTo(List.of());
        trace.follow(5);
        assertThat(trace.positionProperty().get()).isZero();
    }

    private static Run run(String name) {
        Scenario scenario = ScenarioDocument.builtIn(name);
        return Simulation.run(scenario);
    }

    private static ComparedTrace compared(Run run, Run other) {
        Traces.Opened left = Traces.of(SimulatedTrace.of(run));
        Traces.Opened right = Traces.of(SimulatedTrace.of(other));
        TraceComparison comparison = Traces.compare(left, right);
        return new ComparedTrace(
                "other", left, right, comparison, TraceAlignment.of(run.steps(), left, right, comparison));
    }
}
