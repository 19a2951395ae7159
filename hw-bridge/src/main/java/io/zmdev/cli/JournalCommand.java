package io.zmdev.cli;

import io.zmdev.hw.apply.History;
import io.zmdev.io.JournalDocument;
import io.zmdev.service.Session;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What was done. */
@Command(
        name = "journal",
        header = "Print what transactions did.",
        description = {
            "Prints what transactions did on a host, the oldest first: who asked for what and when, the plan's SHA-256,",
            "each step and how it ended. A host's journal only grows; nothing is applied that it can't take."
        },
        footer = {"", "Example:", "  zmdev journal --host sim:lpar42 --state /tmp/lpar42"})
final class JournalCommand extends Verb {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(names = "--json", description = "Print JSON Lines (zmdev.journal/1).")
    private boolean json;

    @Override
    protected int run() {
        try (Session session = host.open(this::say)) {
            History history = session.history();
            print(
                    json
                            ? history.transactions().stream()
                                    .flatMap(transaction -> transaction.entries().stream())
                                    .map(entry -> JournalDocument.line(entry) + "\n")
                                    .collect(Collectors.joining())
                            : JournalText.of(history));
            return 0;
        }
    }
}
