package io.zmdev.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Completion of this command line in a shell. */
@Command(
        name = "completion",
        header = "Print the completion of verbs and options for a shell.",
        description = "The packages install it; this is for the program from its sources or from an archive.",
        footer = {
            "",
            "Examples:",
            "  zmdev completion bash > ~/.local/share/bash-completion/completions/zmdev",
            "  zmdev completion zsh > ~/.zfunc/_zmdev",
            "  zmdev completion fish > ~/.config/fish/completions/zmdev.fish"
        })
final class CompletionCommand extends Verb {

    /** The shells. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "One of ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // required
    private Shell shell;

    @Override
    protected int run() {
        Completion completion = Completion.of(ZmdevCommand.whole());
        print(
                switch (shell) {
                    case bash -> completion.bash();
                    case zsh -> completion.zsh();
                    case fish -> completion.fish();
                });
        return 0;
    }
}
