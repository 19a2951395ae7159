package io.zmdev.app.matrix;

import io.zmdev.app.project.Session;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Card;
import io.zmdev.service.WhatIf.Loss;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** Cards that are taken as configured off, to see what would come of it. Nothing is changed by that. */
public final class WhatIfModel {

    /** Tries it on a fork of the machine, elsewhere. */
    @FunctionalInterface
    public interface Work {

        /**
         * Works out the losses.
         *
         * @param done is called on the thread of the screen; not when it did not work
         */
        void cardsOff(Collection<AdapterId> off, Consumer<List<Loss>> done);
    }

    private final Session session;
    private final Work work;
    private final ReadOnlyObjectWrapper<Set<AdapterId>> off = new ReadOnlyObjectWrapper<>(Set.of());
    private final ReadOnlyObjectWrapper<List<Loss>> losses = new ReadOnlyObjectWrapper<>(List.of());

    public WhatIfModel(Session session, Work work) {
        this.session = session;
        this.work = work;
        session.situationProperty().subscribe(situation -> compare());
    }

    /** The cards that are configured on. */
    List<Card> cards() {
        return session.machine().ap().map(ApBus::cards).orElse(List.of()).stream()
                .filter(card -> card.configured().orElse(true))
                .toList();
    }

    /** The cards that are taken as off. */
    ReadOnlyObjectProperty<Set<AdapterId>> offProperty() {
        return off.getReadOnlyProperty();
    }

    /** What the guests would see and lose; empty while no card is taken as off or while it is worked out. */
    ReadOnlyObjectProperty<List<Loss>> lossesProperty() {
        return losses.getReadOnlyProperty();
    }

    /** Takes a card as off, or as it is again. */
    void toggle(AdapterId card) {
        Set<AdapterId> cards = new TreeSet<>(off.get());
        if (!cards.remove(card)) {
            cards.add(card);
        }
        off.set(cards);
        compare();
    }

    /** Drops the fork. */
    void drop() {
        off.set(Set.of());
        losses.set(List.of());
    }

    private void compare() {
        Set<AdapterId> asked = off.get();
        losses.set(List.of());
        if (!asked.isEmpty()) {
            work.cardsOff(asked, found -> {
                if (asked.equals(off.get())) {
                    losses.set(List.copyOf(found));
                }
            });
        }
    }
}
