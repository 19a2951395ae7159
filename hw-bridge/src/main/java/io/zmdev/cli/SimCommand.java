package io.zmdev.cli;

import io.zmdev.io.ApResultDocument;
import io.zmdev.io.ApScenarioDocument;
import io.zmdev.io.Document;
import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.service.Traces;
import io.zmdev.sim.ap.load.ApExperiment;
import io.zmdev.sim.ap.load.ApResult;
import io.zmdev.sim.ap.load.ApScenario;
import io.zmdev.sim.ap.load.ResultTable;
import io.zmdev.sim.ap.load.Sweep;
import io.zmdev.sim.ap.load.SweepTable;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Simulations without a display. */
@Command(
        name = "sim",
        header = "Run a simulation.",
        subcommands = {SimCommand.Io.class, SimCommand.Ap.class},
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Examples:", "  zmdev sim io sense-id --text", "  zmdev sim ap ap-shared-cards --text"})
final class SimCommand extends Verb {

    @Override
    protected int run() {
        usage();
        return ErrorCode.USAGE.exitCode();
    }

    /** Channel I/O. */
    @Command(
            name = "io",
            header = "Run a channel program and print what happened.",
            description = {
                "Runs a channel-I/O scenario and prints its result (zmdev.result/1): the answers, the driver's state",
                "machine, each step Q1..Q8 and K1..K6 with its time, changed memory, pins and counts."
            },
            footer = {"", "Examples:", "  zmdev sim io sense-id", "  zmdev sim io my-scenario.json --text"})
    static final class Io extends Verb {

        @Parameters(
                paramLabel = "SCENARIO",
                description = "A scenario (zmdev.scenario/1), or the name of a built-in one.")
        @SuppressWarnings("NullAway.Init") // required
        private String scenario;

        @Option(names = "--json", description = "Print JSON, as without it.")
        @SuppressWarnings("UnusedVariable") // the output is JSON unless --text is given
        private boolean json;

        @Option(names = "--text", description = "Print the steps as text.")
        private boolean text;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write the result here too.")
        private @Nullable Path output;

        @Option(
                names = "--trace",
                paramLabel = "FILE",
                description = "Write every step to this file too (zmdev.trace/1).")
        private @Nullable Path trace;

        @Override
        protected int run() {
            Run run = Simulation.run(read());
            if (trace != null) {
                Traces.save(run, trace);
            }
            if (output != null) {
                ResultDocument.write(output, run);
            }
            print(text ? RunText.of(run) : ResultDocument.text(run));
            return 0;
        }

        /** A bare word is the name of a built-in scenario. */
        private Scenario read() {
            return scenario.matches("[A-Za-z0-9-]+")
                    ? ScenarioDocument.builtIn(scenario)
                    : ScenarioDocument.read(Path.of(scenario));
        }
    }

    /** AP requests. */
    @Command(
            name = "ap",
            header = "Compare dispatch policies for AP requests.",
            description = {
                "Runs an AP scenario: every policy meets the same requests. Prints the result (zmdev.result/1): for each",
                "policy throughput, response times with 95 % confidence intervals, utilisation, exits and fairness."
            },
            footer = {
                "",
                "Examples:",
                "  zmdev sim ap ap-shared-cards --text",
                "  zmdev sim ap my-scenario.json --sweep --text"
            })
    static final class Ap extends Verb {

        @Parameters(
                paramLabel = "SCENARIO",
                description = "A scenario (zmdev.scenario/1, kind ap-requests), or the name of a built-in one.")
        @SuppressWarnings("NullAway.Init") // required
        private String scenario;

        @Option(names = "--json", description = "Print JSON, as without it.")
        @SuppressWarnings("UnusedVariable") // the output is JSON unless --text is given
        private boolean json;

        @Option(names = "--text", description = "Print a table.")
        private boolean text;

        @Option(
                names = "--sweep",
                description = "Run the scenario's loads and seeds too, on all cores; --text prints CSV.")
        private boolean sweep;

        @Override
        protected int run() {
            Document<ApScenario> document = read();
            print(sweep ? swept(ApScenarioDocument.sweep(document)) : compared(document.value()));
            return 0;
        }

        private String compared(ApScenario compared) {
            ApResult result = ApExperiment.run(compared);
            return text ? ResultTable.markdown(result) : ApResultDocument.text(result);
        }

        private String swept(Sweep cells) {
            AtomicInteger done = new AtomicInteger();
            int all = cells.cells().size();
            List<Sweep.Row> rows = cells.run(
                    Map.of(),
                    ForkJoinPool.commonPool(),
                    (cell, result) -> say("%d of %d done".formatted(done.incrementAndGet(), all)));
            return text ? SweepTable.csv(rows) : ApResultDocument.sweepText(cells, rows);
        }

        /** A bare word is the name of a built-in scenario. */
        private Document<ApScenario> read() {
            return scenario.matches("[A-Za-z0-9-]+")
                    ? ApScenarioDocument.builtIn(scenario)
                    : ApScenarioDocument.read(Path.of(scenario));
        }
    }
}
