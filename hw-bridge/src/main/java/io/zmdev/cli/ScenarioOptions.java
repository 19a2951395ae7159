package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which scenario is simulated, or that the built-in ones are listed. */
final class ScenarioOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "SCENARIO",
            description = "A scenario (zmdev.scenario/1), or the name of a built-in one.")
    private @Nullable String name;

    @Option(names = "--list", description = "List the built-in scenarios with what each teaches; as JSON with --json.")
    private boolean list;

    /** Whether the built-in scenarios are asked for. */
    boolean asksForList() {
        return list;
    }

    /** The file of the scenario, or the name of a built-in one; null when none is named. */
    @Nullable
    String name() {
        return name;
    }

    /** Reads the scenario that is named. */
    <S> S read(ScenarioLibrary<S> library) {
        if (name == null) {
            throw new ZmdevException(
                    ErrorCode.USAGE,
                    "a SCENARIO is needed, a file or one of %s; --list tells what they teach"
                            .formatted(String.join(", ", library.names())));
        }
        return library.read(name);
    }
}
