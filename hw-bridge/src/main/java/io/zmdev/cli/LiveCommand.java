package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import picocli.CommandLine.Command;

/** Scenarios on the real kernel. */
@Command(
        name = "live",
        header = "Run a scenario on a real kernel.",
        subcommands = {LiveRunCommand.class},
        synopsisSubcommandLabel = "VERB",
        footer = {
            "",
            "Examples:",
            "  zmdev live run --with-qemu sense-id",
            "  zmdev live run --with-qemu halt-idle -o seen.json",
            "  zmdev live run sense-id --mdev 62177883-f1bb-47f0-914d-32a22e3a8804"
        })
final class LiveCommand extends Verb {

    @Override
    protected int run() {
        usage();
        return ErrorCode.USAGE.exitCode();
    }
}
