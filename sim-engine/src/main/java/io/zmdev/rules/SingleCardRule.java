package io.zmdev.rules;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import java.util.Optional;
import java.util.stream.Stream;

/** A guest with all its queues on one card loses everything with that card. */
final class SingleCardRule implements Rule {

    @Override
    public String name() {
        return "single-card";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.listed().stream()
                .filter(holder -> holder.matrix().queueCount() > 0)
                .filter(holder -> onLpar(situation, holder).count() == 1)
                .map(holder -> finding(situation, holder));
    }

    private static Mask256 onLpar(Situation situation, Holder holder) {
        return holder.matrix().adapters().and(situation.lpar().adapters());
    }

    private Finding finding(Situation situation, Holder holder) {
        int adapter = onLpar(situation, holder).next(0);
        Optional<Card> card = situation.card(adapter);
        return Finding.of(
                        Severity.LOSES_REDUNDANCY,
                        this,
                        "All queues of %s are on card %02x: its loss takes them all.".formatted(holder.name(), adapter),
                        new Culprit.MachineFact(SysfsPath.card(new AdapterId(adapter))))
                .about(holder.uuid())
                .withQueues(holder.matrix()
                        .queues()
                        .filter(apqn -> apqn.adapter().value() == adapter)
                        .toList())
                .withFixes(card
                        .filter(known -> known.type().isKnown())
                        .map(known -> known.type().get().mode())
                        .flatMap(mode -> QueueFixes.addAdapter(situation, holder, mode))
                        .stream()
                        .toList());
    }
}
