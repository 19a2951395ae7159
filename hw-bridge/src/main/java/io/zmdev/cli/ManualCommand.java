package io.zmdev.cli;

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
        for (CommandSpec verb : CommandTree.of(ZmdevCommand.whole()).toList()) {
            ManPage page = ManPage.of(verb);
            Path file = folder.resolve(page.name() + ".1");
            OutputFile.write(file, page.roff());
            print(file + "\n");
        }
        return 0;
    }
}
