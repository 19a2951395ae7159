package io.zmdev.rules;

import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import java.util.List;
import java.util.stream.Stream;

/** Queues of a card that is configured off or checkstopped answer every request with response code 03 or 04. */
final class CardUnusableRule implements Rule {

    @Override
    public String name() {
        return "card-unusable";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .heldCards()
                .filter(held -> isUnusable(held.card()))
                .map(held -> finding(held.holder(), held.card()));
    }

    private static boolean isUnusable(Card card) {
        return !card.configured().orElse(true) || card.checkstopped().orElse(false);
    }

    private Finding finding(Holder holder, Card card) {
        boolean off = !card.configured().orElse(true);
        Mask256 adapter = Mask256.of(card.id().value());
        return Finding.of(
                        Severity.LOSES_REDUNDANCY,
                        this,
                        "Card %s of %s is %s: its queues answer nothing until that ends."
                                .formatted(card.id(), holder.name(), off ? "configured off" : "checkstopped"),
                        new Culprit.MachineFact(SysfsPath.card(card.id()) + (off ? "/config" : "/chkstop")))
                .about(holder.uuid())
                .withQueues(holder.matrix().withAdapters(adapter).queues().toList())
                .withFixes(List.of(QueueFixes.dropIds(holder, adapter, Mask256.NONE)));
    }
}
