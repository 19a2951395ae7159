package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.TraceHash;
import io.zmdev.sim.tracing.SimulatedTrace;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every simulation offers that records its steps: the hash of the recording, and its trace. */
final class RecordingOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "A scenario (zmdev.scenario/1), or the name of a built-in one.")
    private @Nullable String scenario;

    @Option(
            names = "--hash",
            description =
                    "Print the hash of everything recorded, the same on every machine; without SCENARIO, of each built-in one.")
    private boolean hash;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write every step to this file too (zmdev.trace/1).")
    private @Nullable Path trace;

    /**
     * The scenarios of one kind of simulation.
     *
     * @param names of the built-in ones
     * @param builtIn reads a built-in one
     * @param file reads one from a file
     */
    record Library<S>(List<String> names, Function<String, S> builtIn, Function<Path, S> file) {}

    /** Whether hashes are asked for in place of results. */
    boolean asksForHashes() {
        return hash;
    }

    /** A line for the scenario, or for each built-in one when none is named. */
    <S> String hashes(Library<S> library, Function<S, Recording> simulate) {
        if (scenario != null) {
            return line(simulate.apply(read(library)));
        }
        return library.names().stream()
                .map(name -> line(simulate.apply(library.builtIn().apply(name))))
                .collect(Collectors.joining());
    }

    private static String line(Recording recording) {
        return "%s %s\n".formatted(TraceHash.of(recording), recording.name());
    }

    /** Reads the scenario that is named. */
    <S> S read(Library<S> library) {
        if (scenario == null) {
            throw new ZmdevException(
                    ErrorCode.USAGE,
                    "a SCENARIO is needed, a file or one of %s; only --hash goes without"
                            .formatted(String.join(", ", library.names())));
        }
        return ScenarioName.read(scenario, library.builtIn(), library.file());
    }

    /** The file of the scenario, or the name of a built-in one; null when none is named. */
    @Nullable
    String scenario() {
        return scenario;
    }

    /** Writes the trace where it is asked for. */
    void save(SimulatedTrace simulated) {
        if (trace != null) {
            Traces.save(simulated, trace);
        }
    }
}
