package io.zmdev.app.walkthrough;

import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.TransportComparison;
import io.zmdev.sim.tracing.TraceComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What the walkthrough has done elsewhere: it takes long or asks for a file. Each consumer is called on the thread of the screen. */
public interface WalkthroughWork {

    /** Runs a scenario. */
    void simulate(Scenario scenario, Consumer<Run> done);

    /** Runs a scenario over every transport. */
    void compareTransports(Scenario scenario, Consumer<List<TransportComparison>> done);

    /** Asks for a file with a scenario; the consumer is not called when there is none. */
    void askForScenario(Consumer<Scenario> done);

    /** Asks for a file with a trace and compares the run with it. */
    void compareWithTrace(Run run, Consumer<ComparedTrace> done);

    /** Compares the run with the trace in a file. */
    void compareWithTrace(Run run, Path file, Consumer<ComparedTrace> done);

    /**
     * A trace beside a run.
     *
     * @param name of the file
     * @param run the trace of the run
     * @param trace the other side
     * @param comparison the run on the left, the trace on the right
     * @param alignment follows the run in the trace
     */
    record ComparedTrace(
            String name,
            Traces.Opened run,
            Traces.Opened trace,
            TraceComparison comparison,
            TraceAlignment alignment) {}
}
