package io.zmdev.cli;

import io.zmdev.hw.live.WatchedGuests;
import io.zmdev.io.TraceDocument;
import io.zmdev.io.TraceImport;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Simulation;
import io.zmdev.sim.tracing.SimulatedTrace;
import io.zmdev.sim.tracing.TraceComparison;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Scenarios on the real kernel. */
@Command(
        name = "live",
        header = "Run a scenario on a real kernel.",
        subcommands = {LiveCommand.Run.class},
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Examples:",
            "  zmdev live run --with-qemu sense-id",
            "  zmdev live run --with-qemu halt-idle -o seen.json"
        })
final class LiveCommand extends Verb {

    @Override
    protected int run() {
        usage();
        return ErrorCode.USAGE.exitCode();
    }

    /** One scenario. */
    @Command(
            name = "run",
            header = "Run a scenario as a guest of QEMU inside the lab and compare its steps with the simulator's.",
            description = {
                "The guest makes the requests of the scenario on a terminal that vfio_ccw passes through. QEMU's log and the",
                "kernel's ftrace become one trace (zmdev.trace/1). Needs the sources with the lab, which is built when missing."
            },
            footer = {
                "",
                "Examples:",
                "  zmdev live run --with-qemu sense-id",
                "  zmdev live run --with-qemu mine.json -o seen.json"
            })
    static final class Run extends Verb {

        /** The traces differ. */
        private static final int DIFFERENT = 2;

        /** The lab's command, as ./zmdev passes it. */
        private static final String LAB = "zmdev.lab";

        @Parameters(
                paramLabel = "SCENARIO",
                description = "A scenario (zmdev.scenario/1), or the name of a built-in one.")
        @SuppressWarnings("NullAway.Init") // required
        private String scenario;

        @Option(
                names = "--with-qemu",
                required = true,
                description = "Under QEMU inside the lab, watched on the whole way.")
        @SuppressWarnings("UnusedVariable") // the only way there is
        private boolean withQemu;

        @Option(names = "--kernel", paramLabel = "VERSION", defaultValue = "6.12", description = "Of the lab: 6.12.")
        @SuppressWarnings("NullAway.Init") // has a default
        private String kernel;

        @Option(
                names = {"-o", "--output"},
                paramLabel = "FILE",
                description = "Write the trace here.")
        private @Nullable Path output;

        @Override
        protected int run() {
            String lab = System.getProperty(LAB);
            if (lab == null) {
                throw new ZmdevException(
                        ErrorCode.UNSUPPORTED, "the lab is part of the sources; start ./zmdev in their folder");
            }
            Scenario guest = read().ofGuest();
            Path folder = Path.of(
                    System.getProperty("java.io.tmpdir"),
                    "zmdev-live-" + ProcessHandle.current().pid());
            TraceImport seen = WatchedGuests.run(Path.of(lab), kernel, List.of(guest), folder)
                    .trace(guest);
            SimulatedTrace simulated = SimulatedTrace.of(Simulation.run(guest));
            if (output != null) {
                try (TraceImport.Events events = seen.events()) {
                    TraceDocument.write(output, seen.header(), events);
                }
            }
            try (TraceImport.Events events = seen.events()) {
                TraceComparison comparison =
                        TraceComparison.of(simulated.header(), simulated.iterator(), seen.header(), events);
                print(ComparisonText.of(comparison, "simulator", "lab"));
                say("logs in " + folder);
                return comparison.differing() == 0 ? 0 : DIFFERENT;
            }
        }

        private Scenario read() {
            return SimCommand.Io.LIBRARY.read(scenario);
        }
    }
}
