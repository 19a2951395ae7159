package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.CardType.Mode;
import io.zmdev.model.ap.Mask256;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import io.zmdev.sim.ap.RequestClass;
import io.zmdev.sim.ap.dispatch.Policies;
import io.zmdev.sim.ap.partition.NearestPassthrough;
import io.zmdev.sim.ap.partition.Need;
import io.zmdev.sim.ap.partition.Proposal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The way from a scenario with virtual matrix devices to the nearest one that a kernel can run. */
public final class PassthroughPlan {

    private PassthroughPlan() {}

    /**
     * The matrices that come nearest to the guests' virtual mappings.
     *
     * @param redundancy how many cards of each mode a guest needs at least
     */
    public static Proposal nearest(ApScenario scenario, int redundancy) {
        return NearestPassthrough.propose(scenario.machine(), needs(scenario, redundancy), () -> false);
    }

    /** The scenario with the proposed matrices in the place of the guests' mappings. */
    public static ApScenario scenario(ApScenario scenario, Proposal.Partition partition) {
        return scenario.withGuests(guest -> guest.withAccess(new Access.Passthrough(
                        partition.matrices().getOrDefault(guest.name(), ApMatrix.EMPTY),
                        Access.Interception.INTERPRETED)))
                .withPolicies(List.of(Policies.OF_THE_KERNEL));
    }

    /** What the guests need: their real adapters and domains, and for each class of their mix the fastest mode of card among them. */
    static List<Need> needs(ApScenario scenario, int redundancy) {
        return scenario.guests().stream()
                .map(guest -> need(scenario.machine(), guest, redundancy))
                .toList();
    }

    private static Need need(ApMachine machine, GuestLoad guest, int redundancy) {
        ApMatrix real = switch (guest.access()) {
            case Access.Passthrough passthrough -> passthrough.matrix();
            case Access.Virtual virtual -> virtual.mapping().real();
        };
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        Need.Keys keys = Need.Keys.ANY;
        for (ClassShare share : guest.mix()) {
            modes.add(fastest(machine, real.adapters(), share.requestClass()));
            if (share.requestClass().isSecureKey()) {
                keys = Need.Keys.SAME;
            }
        }
        return new Need(guest.name(), real.adapters(), real.domains(), modes, redundancy, keys);
    }

    /** Accelerators before coprocessors; the class's own first mode when no card is there. */
    private static Mode fastest(ApMachine machine, Mask256 adapters, RequestClass requestClass) {
        return machine.cards().stream()
                .filter(card -> adapters.contains(card.id().value()))
                .map(ApCard::type)
                .filter(requestClass::canRunOn)
                .map(type -> type.mode())
                .min(Mode::compareTo)
                .orElseGet(() -> requestClass.modes().iterator().next());
    }
}
