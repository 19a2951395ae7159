package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What adding adapters and domains to a device would do, queue by queue, before it is done: the whole product that the guest
 * would have, and the status of each queue in it. Fast enough to ask on every move of a drag. Immutable.
 */
public final class EditCheck {

    /** What a queue of the product is. A queue that is several things is the first of them. */
    public enum Status {
        /** Another device has it. */
        TAKEN,
        /** It is reserved for the host's drivers. */
        HOST_OWNED,
        /** Whether it is free could not be read. */
        UNKNOWN,
        /** The LPAR lacks its adapter or its domain. */
        ABSENT,
        /** The device has it already. */
        OWN,
        /** The device would get it. */
        NEW;

        /** Whether the kernel may refuse the product because of such a queue. */
        public boolean refuses() {
            return this == TAKEN || this == HOST_OWNED || this == UNKNOWN;
        }
    }

    /**
     * Another device that has queues of the product.
     *
     * @param queues how many
     */
    public record Taker(Holder holder, int queues) {}

    /** The domains of one adapter of the product, by status. */
    private record Row(Mask256 taken, Mask256 hostOwned, Mask256 unknown, Mask256 absent, Mask256 own, Mask256 fresh) {

        static final Row NONE =
                new Row(Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE);

        Mask256 domains(Status status) {
            return switch (status) {
                case TAKEN -> taken;
                case HOST_OWNED -> hostOwned;
                case UNKNOWN -> unknown;
                case ABSENT -> absent;
                case OWN -> own;
                case NEW -> fresh;
            };
        }
    }

    private final Occupancy occupancy;
    private final Optional<MdevUuid> device;
    private final ApMatrix product;

    /** Indexed by adapter. */
    private final Row[] rows = new Row[Mask256.SIZE];

    private EditCheck(Situation situation, Optional<MdevUuid> device, ApMatrix own, ApMatrix product) {
        this.occupancy = situation.occupancy();
        this.device = device;
        this.product = product;
        Arrays.fill(rows, Row.NONE);
        product.adapters().forEach(adapter -> rows[adapter] = row(situation, own, adapter));
    }

    /**
     * Checks an addition.
     *
     * @param device the device that would get them; empty when it doesn't exist yet
     */
    public static EditCheck of(Situation situation, Optional<MdevUuid> device, Mask256 adapters, Mask256 domains) {
        ApMatrix own = device.flatMap(situation::holder).map(Holder::matrix).orElse(ApMatrix.EMPTY);
        ApMatrix product = own.withAdapters(own.adapters().or(adapters))
                .withDomains(own.domains().or(domains));
        return new EditCheck(situation, device, own, product);
    }

    private Row row(Situation situation, ApMatrix own, int adapter) {
        Mask256 domains = product.domains();
        Mask256 ownRow = own.adapters().contains(adapter) ? own.domains() : Mask256.NONE;
        Mask256 taken = occupancy
                .takenDomains(adapter)
                .minus(ownRow)
                .or(occupancy.domainsTakenTwice(adapter).and(ownRow))
                .and(domains);
        Mask256 reserved =
                situation.ownership().domainsOwnedOn(adapter).and(domains).minus(taken);
        Mask256 undecided = situation.hasUnreadDevice() ? domains.minus(ownRow) : Mask256.NONE;
        Mask256 hostOwned = situation.masksKnown() ? reserved : Mask256.NONE;
        Mask256 unknown = undecided.or(reserved).minus(hostOwned).minus(taken);
        Mask256 judged = domains.minus(taken).minus(reserved).minus(unknown);
        Mask256 present = situation.lpar().adapters().contains(adapter)
                ? judged.and(situation.lpar().domains())
                : Mask256.NONE;
        return new Row(taken, hostOwned, unknown, judged.minus(present), present.and(ownRow), present.minus(ownRow));
    }

    /** Everything that the guest would have: adapters x domains. */
    public ApMatrix product() {
        return product;
    }

    /**
     * The status of a queue of the product.
     *
     * @throws IllegalArgumentException when the queue isn't in the product
     */
    public Status status(Apqn apqn) {
        for (Status status : Status.values()) {
            if (rows[apqn.adapter().value()]
                    .domains(status)
                    .contains(apqn.domain().value())) {
                return status;
            }
        }
        throw new IllegalArgumentException(apqn + " is not in the product");
    }

    /** The device that has the queue instead. */
    public Optional<Holder> takenBy(Apqn apqn) {
        return device.map(uuid -> occupancy.holderOtherThan(uuid, apqn)).orElseGet(() -> occupancy.holder(apqn));
    }

    /** How many queues of the product have the status. */
    public int count(Status status) {
        return domains(status).mapToInt(Mask256::count).sum();
    }

    /** Whether the kernel would accept the product, as far as sharing and the masks decide. */
    public boolean isAccepted() {
        return Arrays.stream(Status.values())
                .filter(Status::refuses)
                .flatMap(this::domains)
                .allMatch(Mask256::isEmpty);
    }

    /** The other devices that have queues of the product, in the order of the configuration. */
    public List<Taker> takers() {
        return occupancy.takers(device, domains(Status.TAKEN).toList());
    }

    /** {@code 4 queues: 2 belong to ledger, 1 is the host's.} */
    public String sentence() {
        List<String> parts = new ArrayList<>();
        takers().forEach(taker -> parts.add(taker.queues() + (taker.queues() == 1 ? " belongs" : " belong") + " to "
                + taker.holder().name()));
        add(parts, Status.HOST_OWNED, "owned by the host's drivers");
        add(parts, Status.UNKNOWN, "unknown");
        add(parts, Status.ABSENT, "not in this LPAR");
        String total = Wording.counted(product.queueCount(), "queue");
        return parts.isEmpty() ? total + "." : total + ": " + String.join(", ", parts) + ".";
    }

    private Stream<Mask256> domains(Status status) {
        return Arrays.stream(rows).map(row -> row.domains(status));
    }

    private void add(List<String> parts, Status status, String what) {
        int count = count(status);
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }
}
