package io.zmdev.cli;

import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Simulations without a display. */
@Command(
        name = "sim",
        header = "Run a simulation.",
        subcommands = {SimCommand.Io.class, SimApCommand.class},
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
}
