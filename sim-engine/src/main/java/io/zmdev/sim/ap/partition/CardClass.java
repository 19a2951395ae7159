package io.zmdev.sim.ap.partition;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.CardType.Mode;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.ap.ApMachine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cards that no guest can tell apart: of one mode, open to the same guests, with the same master key in each domain. Which of them a
 * guest gets makes no difference, only how many.
 *
 * @param cards in the order of the machine, at least one
 */
record CardClass(List<ApCard> cards) {

    CardClass {
        cards = List.copyOf(cards);
    }

    private record Kind(Mode mode, List<Boolean> openTo, List<String> keys) {}

    /** The classes of a machine's cards for these needs. */
    static List<CardClass> of(ApMachine machine, List<Need> needs) {
        boolean keysMatter = needs.stream().anyMatch(need -> need.keys() == Need.Keys.SAME);
        Map<Kind, List<ApCard>> byKind = new LinkedHashMap<>();
        for (ApCard card : machine.cards()) {
            Kind kind = new Kind(
                    card.type().mode(),
                    needs.stream().map(need -> isOpenTo(card, need)).toList(),
                    keysMatter && card.type().mode() != Mode.ACCELERATOR ? keysOf(machine, card) : List.of());
            byKind.computeIfAbsent(kind, unseen -> new ArrayList<>()).add(card);
        }
        return byKind.values().stream().map(CardClass::new).toList();
    }

    private static List<String> keysOf(ApMachine machine, ApCard card) {
        return machine.usageDomains()
                .ids()
                .mapToObj(domain -> keyOf(machine, Apqn.of(card.id().value(), domain)))
                .toList();
    }

    /** The master key of a queue; one that isn't known is a key of its own. */
    static String keyOf(ApMachine machine, Apqn apqn) {
        return machine.masterKey(apqn).map(known -> "key " + known).orElse("unknown in " + apqn);
    }

    /** Whether a guest may have the cards and has a use for them. */
    boolean isOpenTo(Need need) {
        return isOpenTo(cards.getFirst(), need);
    }

    Mode mode() {
        return cards.getFirst().type().mode();
    }

    int size() {
        return cards.size();
    }

    private static boolean isOpenTo(ApCard card, Need need) {
        return need.adapters().contains(card.id().value())
                && need.modes().contains(card.type().mode());
    }
}
