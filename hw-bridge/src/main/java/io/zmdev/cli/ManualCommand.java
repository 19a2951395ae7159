package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** The help as man pages. */
@Command(
        name = "manual",
        header = "Write the man pages of all verbs.",
        description = "The packages install them; this is for the program from its sources or from an archive.",
        footer = {"", "Example:", "  zmdev manual ~/.local/share/man/man1"})
final class ManualCommand extends Verb {

    @Parameters(paramLabel = "DIR", description = "Where they go.")
    @SuppressWarnings("NullAway.Init") // required
    private Path folder;

    @Override
    protected int run() {
        for (CommandSpec verb : CommandTree.of(root()).toList()) {
            ManPage page = ManPage.of(verb);
            Path file = folder.resolve(page.name() + ".1");
            try {
                Files.createDirectories(folder);
                Files.writeString(file, page.roff());
            } catch (IOException e) {
                throw new ZmdevException(
                        ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be written: " + e.getMessage(), e);
            }
            print(file + "\n");
        }
        return 0;
    }
}
