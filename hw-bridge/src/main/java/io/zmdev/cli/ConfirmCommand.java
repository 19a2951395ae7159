package io.zmdev.cli;

import io.zmdev.service.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lets the last transaction stay. */
@Command(
        name = "confirm",
        header = "Let the last transaction stay.",
        description = {"Keeps what 'apply --confirm-within' made on a host, which would be undone otherwise."},
        footer = {"", "Example:", "  zmdev confirm --host ssh://root@lpar42"})
final class ConfirmCommand extends Verb {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Override
    protected int run() {
        try (Session session = host.open(this::say)) {
            print("Transaction %d stays.\n".formatted(session.confirm()));
            return 0;
        }
    }
}
