package io.zmdev.cli;

import io.zmdev.hw.host.EmulatedHost;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.io.MachineDocument;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.rules.KernelBehaviour.Evidence;
import io.zmdev.service.Session;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The verbs about a host. */
@Command(
        name = "host",
        header = "Show what a host is.",
        subcommands = HostCommand.Show.class,
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

        @Override
        protected int run() {
            try (Session session = host.open(this::say)) {
                Machine machine = session.machine();
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
}
