package io.zmdev.cli;

import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The verbs. */
final class CommandTree {

    private CommandTree() {}

    /** The program first, each verb before the ones below it. */
    static Stream<CommandSpec> of(CommandSpec program) {
        return Stream.concat(
                Stream.of(program),
                program.subcommands().values().stream()
                        .map(CommandLine::getCommandSpec)
                        .flatMap(CommandTree::of));
    }
}
