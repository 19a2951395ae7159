package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.service.Desktop;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Opens the desktop program. */
@Command(
        name = "studio",
        header = "Open the desktop program.",
        footer = {"", "Examples:", "  zmdev studio", "  zmdev studio production.zmdev.json"})
final class StudioCommand extends Verb {

    @Parameters(arity = "0..1", paramLabel = "FILE", description = "A project (zmdev.project/1).")
    private @Nullable Path file;

    @Override
    protected int run() {
        return open(Optional.ofNullable(file));
    }

    static int open(Optional<Path> project) {
        Desktop.find()
                .orElseThrow(() -> new ZmdevException(
                        ErrorCode.UNSUPPORTED,
                        "the desktop is not installed here; the other verbs work without it (zmdev --help)"))
                .openStudio(project);
        return 0;
    }
}
