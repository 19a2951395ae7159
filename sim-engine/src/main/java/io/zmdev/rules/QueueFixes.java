package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The ways to make a guest's matrix avoid some queues, or to find it others. */
final class QueueFixes {

    private QueueFixes() {}

    /** The smallest product with all the queues. */
    static ApMatrix rectangle(List<Apqn> apqns) {
        return new ApMatrix(
                Mask256.of(apqns.stream().mapToInt(apqn -> apqn.adapter().value())),
                Mask256.of(apqns.stream().mapToInt(apqn -> apqn.domain().value())),
                Mask256.NONE);
    }

    /** Takes a rectangle of queues from the guest that the finding is about, by adapters or by domains. */
    static List<Fix> drop(Holder holder, ApMatrix rectangle) {
        return drop(holder, rectangle, 0);
    }

    /** Takes a rectangle of queues from another guest, by adapters or by domains. */
    static List<Fix> dropFromOther(Holder other, ApMatrix rectangle) {
        return drop(other, rectangle, 1);
    }

    private static List<Fix> drop(Holder holder, ApMatrix rectangle, int guestsLosingQueues) {
        return List.of(
                new Fix(
                        "Drop " + Wording.domains(rectangle.domains()) + " from " + holder.name(),
                        unassign(holder, Mask256.NONE, rectangle.domains()),
                        guestsLosingQueues,
                        rectangle.domains().count(),
                        rectangle.domains().count() * holder.matrix().adapters().count()),
                new Fix(
                        "Drop " + Wording.namedAdapters(rectangle.adapters()) + " from " + holder.name(),
                        unassign(holder, rectangle.adapters(), Mask256.NONE),
                        guestsLosingQueues,
                        rectangle.adapters().count(),
                        rectangle.adapters().count() * holder.matrix().domains().count()));
    }

    /** Takes ids from the guest that the finding is about, both kinds at once; control domains too. */
    static Fix dropIds(Holder holder, Mask256 adapters, Mask256 domains) {
        List<String> what = new ArrayList<>();
        if (!adapters.isEmpty()) {
            what.add(Wording.namedAdapters(adapters));
        }
        if (!domains.isEmpty()) {
            what.add(Wording.namedDomains(domains));
        }
        ApMatrix left = holder.matrix()
                .withAdapters(holder.matrix().adapters().minus(adapters))
                .withDomains(holder.matrix().domains().minus(domains));
        return new Fix(
                "Drop " + Wording.list(what) + " from " + holder.name(),
                unassign(holder, adapters, domains),
                0,
                adapters.count() + domains.count(),
                holder.matrix().queueCount() - left.queueCount());
    }

    private static ConfigurationEdit unassign(Holder holder, Mask256 adapters, Mask256 domains) {
        ApMatrix left = without(holder.matrix(), new ApMatrix(adapters, domains, Mask256.NONE));
        ApMatrix taken = holder.matrix().minus(left);
        return new ConfigurationEdit.Unassign(holder.uuid(), taken.adapters(), taken.domains());
    }

    /**
     * A matrix without some ids. When no queue is left, the other kind goes too: alone it gives nothing, and kernels before 6.0
     * may not take it.
     */
    static ApMatrix without(ApMatrix matrix, ApMatrix ids) {
        ApMatrix left = matrix.minus(ids);
        return left.queueCount() > 0 ? left : new ApMatrix(Mask256.NONE, Mask256.NONE, left.controlDomains());
    }

    /** Moves the guest that the finding is about from a domain to a free one that all its adapters have. */
    static Optional<Fix> moveDomain(Situation situation, Holder holder, Mask256 domains) {
        return moveDomain(situation, holder, domains, 0);
    }

    /** Moves another guest from a domain to a free one that all its adapters have. */
    static Optional<Fix> moveOtherDomain(Situation situation, Holder other, Mask256 domains) {
        return moveDomain(situation, other, domains, 1);
    }

    private static Optional<Fix> moveDomain(
            Situation situation, Holder holder, Mask256 domains, int guestsLosingQueues) {
        if (domains.count() != 1) {
            return Optional.empty();
        }
        DomainId from = new DomainId(domains.next(0));
        return freeDomain(situation, holder)
                .map(to -> new Fix(
                        "Move " + holder.name() + " to " + to,
                        new ConfigurationEdit.MoveDomain(holder.uuid(), from, to),
                        guestsLosingQueues,
                        2,
                        0));
    }

    /** The first domain whose queues on all adapters of the holder nobody has and vfio_ap will have. */
    static Optional<DomainId> freeDomain(Situation situation, Holder holder) {
        Mask256 candidates =
                situation.lpar().domains().minus(situation.newlyReserved().domains());
        for (int adapter : holder.matrix().adapters().ids().toArray()) {
            candidates = candidates.minus(situation.occupancy().takenDomains(adapter));
        }
        return candidates
                .ids()
                .filter(domain -> holder.matrix()
                        .adapters()
                        .ids()
                        .allMatch(adapter -> situation.forecast().isPassable(Apqn.of(adapter, domain))))
                .mapToObj(DomainId::new)
                .findFirst();
    }

    /** Adds the first usable adapter of a mode whose queues on all domains of the holder nobody has. */
    static Optional<Fix> addAdapter(Situation situation, Holder holder, CardType.Mode mode) {
        return situation
                .lpar()
                .adapters()
                .minus(situation.newlyReserved().adapters())
                .minus(holder.matrix().adapters())
                .ids()
                .filter(adapter -> situation.hasUsableCard(adapter, mode) && isFree(situation, holder, adapter))
                .mapToObj(Mask256::of)
                .map(adapter -> Fix.harmless(
                        "Add " + Wording.namedAdapters(adapter),
                        new ConfigurationEdit.Assign(holder.uuid(), adapter, Mask256.NONE)))
                .findFirst();
    }

    private static boolean isFree(Situation situation, Holder holder, int adapter) {
        Mask256 domains = holder.matrix().domains();
        return !situation.occupancy().takenDomains(adapter).intersects(domains)
                && domains.ids().allMatch(domain -> situation.forecast().isPassable(Apqn.of(adapter, domain)));
    }
}
