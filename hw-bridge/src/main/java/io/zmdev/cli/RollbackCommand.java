package io.zmdev.cli;

import io.zmdev.service.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Undoes the last transaction. */
@Command(
        name = "rollback",
        header = "Undo the last transaction.",
        description = {
            "Undoes the last transaction on a host, applied or cut off, unless what it made was changed since."
        },
        footer = {"", "Example:", "  zmdev rollback --host sim:lpar42 --state /tmp/lpar42"})
final class RollbackCommand extends Verb {

    @Mixin
    private final HostOptions host = new HostOptions();

    @Override
    protected int run() {
        try (Session session = host.open(this::say)) {
            print("Transaction %d was undone.\n".formatted(session.rollBack()));
            return 0;
        }
    }
}
