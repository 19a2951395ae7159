package io.zmdev.cli;

import io.zmdev.service.Traces;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.TraceHash;
import io.zmdev.sim.tracing.SimulatedTrace;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every simulation offers that records its steps: the hash of the recording, and its trace. */
final class RecordingOptions {

    @Mixin
    private final ScenarioOptions scenario = new ScenarioOptions();

    @Option(
            names = "--hash",
            description =
                    "Print the hash of everything recorded, the same on every machine; without SCENARIO, of each built-in one.")
    private boolean hash;

    @Option(names = "--trace", paramLabel = "FILE", description = "Write every step to this file too (zmdev.trace/1).")
    private @Nullable Path trace;

    /** Whether the built-in scenarios are asked for in place of results. */
    boolean asksForList() {
        return scenario.asksForList();
    }

    /** Whether hashes are asked for in place of results. */
    boolean asksForHashes() {
        return hash;
    }

    /** A line for the scenario, or for each built-in one when none is named. */
    <S> String hashes(ScenarioLibrary<S> library, Function<S, Recording> simulate) {
        if (scenario.name() != null) {
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
    <S> S read(ScenarioLibrary<S> library) {
        return scenario.read(library);
    }

    /** The file of the scenario, or the name of a built-in one; null when none is named. */
    @Nullable
    String scenario() {
        return scenario.name();
    }

    /** Writes the trace where it is asked for. */
    void save(SimulatedTrace simulated) {
        if (trace != null) {
            Traces.save(simulated, trace);
        }
    }
}
