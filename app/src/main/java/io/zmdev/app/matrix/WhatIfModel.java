package io.zmdev.app.matrix;

import io.zmdev.app.project.Holding;
import io.zmdev.app.project.Session;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.DomainId;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.HostOperation;
import io.zmdev.service.WhatIf.Loss;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** What is taken to happen to the machine or to guests' devices, to see what would come of it. Nothing is changed by that. */
public final class WhatIfModel {

    /** Tries it on a fork of the machine, elsewhere. */
    @FunctionalInterface
    public interface Work {

        /**
         * Works out the losses.
         *
         * @param done is called on the thread of the screen; not when it did not work
         */
        void tried(Collection<HostOperation> changes, Consumer<List<Loss>> done);
    }

    private final Session session;
    private final Work work;
    private final ReadOnlyObjectWrapper<List<HostOperation>> changes = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Loss>> losses = new ReadOnlyObjectWrapper<>(List.of());

    public WhatIfModel(Session session, Work work) {
        this.session = session;
        this.work = work;
        session.situationProperty().subscribe(situation -> compare());
    }

    /** The cards that work. */
    List<Card> cards() {
        return session.machine().ap().map(ApBus::cards).orElse(List.of()).stream()
                .filter(card ->
                        card.configured().orElse(true) && !card.checkstopped().orElse(false))
                .toList();
    }

    /** The usage domains of the machine. */
    List<DomainId> domains() {
        return session.machine()
                .ap()
                .map(bus -> bus.usageDomains().orElse(Mask256.NONE))
                .orElse(Mask256.NONE)
                .ids()
                .mapToObj(DomainId::new)
                .toList();
    }

    /** The matrix devices that QEMU can unplug from their guests: those of the configuration, since the fork has no others. */
    List<Holding> devices() {
        return session.holdings().devices().stream().filter(Holding::managed).toList();
    }

    /** What is taken to happen, in the order in which it was asked. */
    ReadOnlyObjectProperty<List<HostOperation>> changesProperty() {
        return changes.getReadOnlyProperty();
    }

    /** What the guests would see and lose; empty while nothing is asked or while it is worked out. */
    ReadOnlyObjectProperty<List<Loss>> lossesProperty() {
        return losses.getReadOnlyProperty();
    }

    /** The queues that guests would lose. */
    Set<Apqn> lost() {
        return losses.get().stream().flatMap(loss -> loss.lost().stream()).collect(Collectors.toSet());
    }

    /** Takes it to happen, or not any more. One thing can only have one thing happen to it: the last that was asked. */
    void toggle(HostOperation change) {
        List<HostOperation> asked = new ArrayList<>(changes.get());
        boolean taken = asked.contains(change);
        asked.removeIf(other -> target(other).equals(target(change)));
        if (!taken) {
            asked.add(change);
        }
        changes.set(List.copyOf(asked));
        compare();
    }

    /** Drops the fork. */
    void drop() {
        changes.set(List.of());
        losses.set(List.of());
    }

    /** What a change is about, as it is written in scripts. */
    private static Optional<String> target(HostOperation change) {
        return switch (change) {
            case HostOperation.Configure(boolean on, String card) -> Optional.of(card);
            case HostOperation.Checkstop(boolean on, String card) -> Optional.of(card);
            case HostOperation.Hotunplug(String thing) -> Optional.of(thing);
            case HostOperation.GuestStop(var device) -> Optional.of(device.text());
            case HostOperation other -> Optional.empty();
        };
    }

    private void compare() {
        List<HostOperation> asked = changes.get();
        losses.set(List.of());
        if (!asked.isEmpty()) {
            work.tried(asked, found -> {
                if (asked.equals(changes.get())) {
                    losses.set(List.copyOf(found));
                }
            });
        }
    }
}
