package io.zmdev.cli;

import io.zmdev.io.ResultDocument;
import io.zmdev.io.ScenarioDocument;
import io.zmdev.io.StoreFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.sim.flow.Run;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.flow.TransportComparison;
import io.zmdev.sim.tracing.SimulatedTrace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
                "  zmdev sim io --list",
                "  zmdev sim io sense-id",
                "  zmdev sim io my-scenario.json --text",
                "  zmdev sim io sense-id --transports --text"
            })
    static final class Io extends Verb {

        static final ScenarioLibrary<Scenario> LIBRARY = new ScenarioLibrary<>(
                ScenarioDocument.builtInNames(), ScenarioDocument::builtIn, ScenarioDocument::read, Scenario::note);

        @Mixin
        private final RecordingOptions recording = new RecordingOptions();

        @Option(names = "--json", description = "Print JSON: results are, unless --text is given.")
        private boolean json;

        @Option(names = "--text", description = "Print the steps as text.")
        private boolean text;

        @Option(names = "--transports", description = "Run it over each transport instead and compare what that costs.")
        private boolean transports;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write the result here too.")
        private @Nullable Path output;

        @Override
        protected int run() {
            if (recording.asksForList()) {
                print(json ? LIBRARY.listAsJson() : LIBRARY.list());
                return 0;
            }
            if (recording.asksForHashes()) {
                print(recording.hashes(LIBRARY, Simulation::run));
                return 0;
            }
            Scenario read = recording.read(LIBRARY);
            if (transports) {
                List<TransportComparison> rows = TransportComparison.of(read);
                print(text ? RunText.of(read.name(), rows) : ResultDocument.text(read.name(), rows));
                return 0;
            }
            Run run = Simulation.run(read);
            writeBack(run);
            recording.save(SimulatedTrace.of(run));
            if (output != null) {
                ResultDocument.write(output, run);
            }
            print(text ? RunText.of(run) : ResultDocument.text(run));
            return 0;
        }

        /** Only a scenario in a file has stores. */
        private void writeBack(Run run) {
            String scenario = recording.scenario();
            if (scenario != null && !run.media().isEmpty()) {
                StoreFile.writeBack(Path.of(scenario), run);
            }
        }
    }
}
