package io.zmdev.sim.ap;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The AP hardware of an LPAR: every card has a queue in every usage domain.
 *
 * @param cards ordered by id
 * @param masterKeys verification pattern of the master key in a queue, where it is known
 */
public record ApMachine(
        List<ApCard> cards, Mask256 usageDomains, Mask256 controlDomains, SortedMap<Apqn, String> masterKeys) {

    /** @throws IllegalArgumentException when two cards have one id */
    public ApMachine {
        cards = cards.stream().sorted(Comparator.comparing(ApCard::id)).toList();
        if (cards.stream().map(ApCard::id).distinct().count() < cards.size()) {
            throw new IllegalArgumentException("two cards have the same id");
        }
        masterKeys = Collections.unmodifiableSortedMap(new TreeMap<>(masterKeys));
    }

    /** A machine on which no master key is known and nothing can be administered. */
    public static ApMachine of(List<ApCard> cards, Mask256 usageDomains) {
        return new ApMachine(cards, usageDomains, Mask256.NONE, new TreeMap<>());
    }

    /**
     * What an AP bus shows: its configured cards of a known type, and the master keys that can be read.
     *
     * @param engines of each card, which no bus shows
     * @param depth of each queue, 1..16
     */
    public static ApMachine observed(ApBus bus, int engines, int depth) {
        SortedMap<Apqn, String> masterKeys = new TreeMap<>();
        bus.queues()
                .forEach(queue -> queue.masterKeys()
                        .orElse(Optional.empty())
                        .ifPresent(keys -> masterKeys.put(queue.apqn(), keys)));
        return new ApMachine(
                bus.cards().stream()
                        .filter(card ->
                                card.type().isKnown() && card.configured().orElse(false))
                        .map(card -> new ApCard(card.id(), card.type().get(), engines, depth, true))
                        .toList(),
                bus.usageDomains().orElse(Mask256.NONE),
                bus.controlDomains().orElse(Mask256.NONE),
                masterKeys);
    }

    public Optional<ApCard> card(AdapterId id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst();
    }

    /** Every queue, by adapter, then domain. */
    public Stream<Apqn> queues() {
        return cards.stream()
                .flatMap(card ->
                        usageDomains.ids().mapToObj(domain -> Apqn.of(card.id().value(), domain)));
    }

    /** The verification pattern of the queue's master key, empty when it is not known. */
    public Optional<String> masterKey(Apqn apqn) {
        return Optional.ofNullable(masterKeys.get(apqn));
    }

    /** The LPAR's adapters, usage domains and control domains (QCI APM, AQM, ADM). */
    public ApMatrix matrix() {
        return new ApMatrix(
                Mask256.of(cards.stream().mapToInt(card -> card.id().value())), usageDomains, controlDomains);
    }

    public ApMachine withCards(List<ApCard> newCards) {
        return new ApMachine(newCards, usageDomains, controlDomains, masterKeys);
    }

    public ApMachine withUsageDomains(Mask256 newDomains) {
        return new ApMachine(cards, newDomains, controlDomains, masterKeys);
    }
}
