package io.zmdev.cli;

import io.zmdev.exchange.PersistentFiles;
import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.RehearsalDocument;
import io.zmdev.model.Configuration;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.PersistentState;
import io.zmdev.service.Session;
import io.zmdev.sim.boot.Boot;
import io.zmdev.sim.boot.Rehearsal;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What comes back after a reboot. */
@Command(
        name = "rehearse",
        header = "Say what comes back after a reboot, in which order.",
        description = {
            "Rehearses the next boot of a host on an emulated machine with the same hardware: masks, modules, subchannels,",
            "mediated devices, guests. It takes the configuration as kept in the host's files; --unconfirmed takes the",
            "files as they are. Exit code 2 when something will not return."
        },
        footer = {
            "",
            "Examples:",
            "  zmdev rehearse production.json --host local:",
            "  zmdev rehearse production.json --host bundle:lpar42.tar.gz --unconfirmed"
        })
final class RehearseCommand extends Verb {

    /** Something will not return. */
    private static final int DIFFERENCES = 2;

    @Parameters(paramLabel = "CONFIG", description = "A desired configuration (zmdev.config/1).")
    @SuppressWarnings("NullAway.Init") // required
    private Path file;

    @Mixin
    private final HostOptions host = new HostOptions();

    @Option(names = "--unconfirmed", description = "The host's files as they are, without this configuration.")
    private boolean unconfirmed;

    @Option(names = "--json", description = "Print JSON (zmdev.rehearsal/1).")
    private boolean json;

    @Override
    protected int run() {
        Configuration configuration = ConfigurationDocument.read(file).value();
        try (Session session = host.open(this::say)) {
            PersistentState files = session.persistentState();
            PersistentState kept = unconfirmed ? files : PersistentFiles.desired(configuration, files);
            Rehearsal rehearsal = Boot.rehearse(session.machine(Mask256.NONE), kept, configuration);
            print(json ? RehearsalDocument.text(configuration.name(), rehearsal) : text(rehearsal));
            return rehearsal.complete() ? 0 : DIFFERENCES;
        }
    }

    private static String text(Rehearsal rehearsal) {
        StringBuilder text = new StringBuilder("Boot:\n");
        int number = 0;
        for (Rehearsal.Event event : rehearsal.events()) {
            number++;
            text.append("%3d. %s\n".formatted(number, event.what()));
            event.refusal().ifPresent(refusal -> text.append("     fails: %s\n".formatted(refusal.reason())));
        }
        text.append("\nAfter it:\n");
        for (Rehearsal.Outcome outcome : rehearsal.outcomes()) {
            text.append(outcome.missing()
                    .map(reason -> "  missing  %s: %s\n".formatted(outcome.subject(), reason))
                    .orElseGet(() -> "  returns  %s\n".formatted(outcome.subject())));
        }
        return text.toString();
    }
}
