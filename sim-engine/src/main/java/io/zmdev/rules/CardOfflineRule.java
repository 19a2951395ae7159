package io.zmdev.rules;

import io.zmdev.model.ap.Card;
import io.zmdev.model.host.SysfsPath;
import java.util.stream.Stream;

/** {@code online} of a card is zcrypt's own switch on the host: a guest isn't affected by it. */
final class CardOfflineRule implements Rule {

    @Override
    public String name() {
        return "card-offline";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .heldCards()
                .filter(held -> isOffline(held.card()))
                .map(held -> finding(held.holder(), held.card()));
    }

    /** A card that is configured off or checkstopped reads as offline too. */
    private static boolean isOffline(Card card) {
        return !card.online().orElse(true)
                && card.configured().orElse(true)
                && !card.checkstopped().orElse(false);
    }

    private Finding finding(Holder holder, Card card) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "Card %s of %s is offline on the host: that holds for the host's drivers, the guest can use it."
                                .formatted(card.id(), holder.name()),
                        new Culprit.MachineFact(SysfsPath.card(card.id()) + "/online"))
                .about(holder.uuid());
    }
}
