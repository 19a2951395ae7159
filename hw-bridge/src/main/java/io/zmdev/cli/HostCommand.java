package io.zmdev.cli;

import io.zmdev.hw.host.EmulatedHost;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.io.MachineDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.Mask256;
import io.zmdev.rules.KernelBehaviour.Evidence;
import io.zmdev.service.Session;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs about a host. */
@Command(
        name = "host",
        header = "Show, record or follow what a host is.",
        subcommands = {HostCommand.Show.class, HostCommand.Capture.class, HostWatchCommand.class},
        synopsisSubcommandLabel = "VERB",
        footer = {"", "Example:", "  zmdev host show --host sim:lpar42"})
final class HostCommand extends Verb {

    @Override
    protected int run() {
        usage();
        return ErrorCode.USAGE.exitCode();
    }

    /** The inventory. */
    @Command(
            name = "show",
            header = "Print adapters, queues, masks, mediated devices, subchannels and guests.",
            footer = {
                "",
                "Examples:",
                "  zmdev host show --host sim:lpar42",
                "  zmdev host show --host bundle:captured.tar.gz --json"
            })
    static final class Show extends Verb {

        @Mixin
        private final HostOptions host = new HostOptions();

        @Option(names = "--json", description = "Print JSON (zmdev.machine/1).")
        private boolean json;

        @Option(
                names = "--master-keys",
                description =
                        "With --json: also the master key patterns of the queues (mkvps), a request to a card for each.")
        private boolean masterKeys;

        @Override
        protected int run() {
            try (Session session = host.open(this::say)) {
                Machine machine = session.machine(masterKeys ? Mask256.ALL : Mask256.NONE);
                print(
                        json
                                ? MachineDocument.text(machine, evidence(session.host(), machine))
                                : MachineText.of(
                                        machine, session.host().uri().toString(), evidence(session.host(), machine)));
                return 0;
            }
        }

        /** A real kernel is its own evidence. */
        private static Optional<Evidence> evidence(HostAccess host, Machine machine) {
            return host instanceof EmulatedHost && machine.kernel().isKnown()
                    ? Optional.of(Evidence.of(machine.kernel().get()))
                    : Optional.empty();
        }
    }

    /** The bundle. */
    @Command(
            name = "capture",
            header = "Record a host as a bundle that opens elsewhere.",
            description = {
                "Records the attributes of sysfs that 'host show' reads, and the kernel's release. No file of /etc and no",
                "definition of a guest is in it."
            },
            footer = {"", "Example:", "  zmdev host capture --host ssh://root@lpar42 -o lpar42.tar.gz"})
    static final class Capture extends Verb {

        @Mixin
        private final HostOptions host = new HostOptions();

        @Option(names = "-o", required = true, paramLabel = "FILE", description = "The bundle, a .tar.gz.")
        @SuppressWarnings("NullAway.Init") // required
        private Path file;

        @Override
        protected int run() {
            try (Session session = host.open(this::say)) {
                session.capture(file);
                print("%s: open it with --host bundle:%s\n".formatted(file, file));
                return 0;
            }
        }
    }
}
