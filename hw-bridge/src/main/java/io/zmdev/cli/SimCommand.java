package io.zmdev.cli;

import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.io.StoreFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.TraceHash;
import io.zmdev.sim.flow.TransportComparison;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Simulations without a display. */
@Command(
        name = "sim",
        header = "Run a simulation.",
        subcommands = {SimCommand.Io.class, SimApCommand.class, SimMmioCommand.class},
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
            footer = {
                "",
                "Examples:",
                "  zmdev sim io sense-id",
                "  zmdev sim io my-scenario.json --text",
                "  zmdev sim io sense-id --transports --text"
            })
    static final class Io extends Verb {

        @Parameters(
                arity = "0..1",
                paramLabel = "SCENARIO",
                description = "A scenario (zmdev.scenario/1), or the name of a built-in one.")
        private @Nullable String scenario;

        @Option(names = "--json", description = "Print JSON, as without it.")
        @SuppressWarnings("UnusedVariable") // the output is JSON unless --text is given
        private boolean json;

        @Option(names = "--text", description = "Print the steps as text.")
        private boolean text;

        @Option(names = "--transports", description = "Run it over each transport instead and compare what that costs.")
        private boolean transports;

        @Option(
                names = "--hash",
                description =
                        "Print the hash of everything recorded, the same on every machine; without SCENARIO, of each built-in one.")
        private boolean hash;

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
            if (hash) {
                print(hashes());
                return 0;
            }
            Scenario read = read();
            if (transports) {
                List<TransportComparison> rows = TransportComparison.of(read);
                print(text ? RunText.of(read.name(), rows) : ResultDocument.text(read.name(), rows));
                return 0;
            }
            Run run = Simulation.run(read);
            writeBack(run);
            if (trace != null) {
                Traces.save(run, trace);
            }
            if (output != null) {
                ResultDocument.write(output, run);
            }
            print(text ? RunText.of(run) : ResultDocument.text(run));
            return 0;
        }

        /** Only a scenario in a file has stores. */
        private void writeBack(Run run) {
            if (scenario != null && !run.media().isEmpty()) {
                StoreFile.writeBack(Path.of(scenario), run);
            }
        }

        private String hashes() {
            if (scenario != null) {
                return line(read());
            }
            return ScenarioDocument.builtInNames().stream()
                    .map(name -> line(ScenarioDocument.builtIn(name)))
                    .collect(Collectors.joining());
        }

        private static String line(Scenario hashed) {
            return "%s %s\n".formatted(TraceHash.of(Simulation.run(hashed)), hashed.name());
        }

        private Scenario read() {
            if (scenario == null) {
                throw new ZmdevException(ErrorCode.USAGE, "sim io needs a SCENARIO; only --hash goes without");
            }
            return ScenarioName.read(scenario, ScenarioDocument::builtIn, ScenarioDocument::read);
        }
    }
}
