package io.zmdev.app.plan;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.app.edit.Command;
import io.zmdev.model.Configuration;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.Machine;
import io.zmdev.model.ZmdevException;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.partition.NearestPassthrough;
import io.zmdev.sim.ap.partition.Need;
import io.zmdev.sim.ap.partition.Proposal;
import io.zmdev.sim.ap.partition.VirtualDevices;
import java.time.Duration;
import java.time.Instant;

/** The way out for virtual matrix devices: passthrough ones that come nearest. */
final class Passthrough {

    private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

    /** What a card does with its queues does not matter here. */
    private static final int ANY = 1;

    private Passthrough() {}

    /**
     * The edit that replaces the virtual devices. May take up to {@link #TIME_LIMIT}.
     *
     * @throws ZmdevException CONFLICT when no passthrough devices can serve the guests
     */
    static Command nearest(Configuration configuration, Machine observed) {
        ApMachine machine = ApMachine.observed(
                observed.ap().orElseThrow(() -> new ZmdevException(ErrorCode.CONFLICT, text("status.noAp"))), ANY, ANY);
        Instant end = Instant.now().plus(TIME_LIMIT);
        Proposal proposal = NearestPassthrough.propose(
                machine,
                VirtualDevices.needs(configuration, machine, 1, Need.Keys.ANY),
                () -> Instant.now().isAfter(end));
        return switch (proposal) {
            case Proposal.Partition partition ->
                new Command(text("edit.nearest"), before -> VirtualDevices.replaced(before, partition.matrices()));
            case Proposal.Undecided undecided -> throw none();
            case Proposal.TooFewCards few -> throw none();
            case Proposal.TooManyGuests many -> throw none();
        };
    }

    private static ZmdevException none() {
        return new ZmdevException(ErrorCode.CONFLICT, text("apply.noNearest"));
    }
}
