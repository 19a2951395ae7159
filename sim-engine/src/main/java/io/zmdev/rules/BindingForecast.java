package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Card;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which queues vfio_ap has once the masks that a configuration asks for are written ({@code ap_bus_revise_bindings}): a queue
 * that changes hands is probed again, one that doesn't keeps the driver it has or lacks.
 */
final class BindingForecast {

    /** What will be of a queue. */
    sealed interface Outlook {
        /** vfio_ap has it, and a guest can get it. */
        record Passable() implements Outlook {}

        /** A guest can't get it; the reason continues a sentence that begins with the APQN. */
        record NotPassable(String reason) implements Outlook {}

        /** What decides it could not be read. */
        record Unknown(String reason) implements Outlook {}
    }

    private static final Outlook PASSABLE = new Outlook.Passable();

    /** Indexed by adapter, then by domain; an adapter without queues has no row. */
    private final @Nullable Queue[] @Nullable [] rows = new Queue[Mask256.SIZE][];

    private final Map<AdapterId, Card> cards;
    private final BitSet passableIfFree = new BitSet(Mask256.SIZE * Mask256.SIZE);
    private final BitSet unknown = new BitSet(Mask256.SIZE * Mask256.SIZE);
    private final Optional<QueueOwnership> before;
    private final List<QueueOwnership> written;
    private final QueueOwnership after;
    private final Set<String> modules;
    private final boolean passesCheckstopped;

    /**
     * Looks at every queue once.
     *
     * @param before who owns the queues now, empty when that could not be read
     * @param written who owns them after each write of a mask
     * @param after who will own them
     * @param modules the loaded modules; if vfio_ap is not, loading it binds every queue that is free
     * @param passesCheckstopped whether the kernel passes queues of checkstopped cards; those of deconfigured ones it does
     */
    BindingForecast(
            List<Queue> queues,
            Map<AdapterId, Card> cards,
            Optional<QueueOwnership> before,
            List<QueueOwnership> written,
            QueueOwnership after,
            Set<String> modules,
            boolean passesCheckstopped) {
        this.cards = cards;
        this.before = before;
        this.written = written;
        this.after = after;
        this.modules = modules;
        this.passesCheckstopped = passesCheckstopped;
        for (Queue queue : queues) {
            int qid = queue.apqn().qid();
            rowOf(queue.apqn().adapter())[queue.apqn().domain().value()] = queue;
            switch (outlookIfFree(queue)) {
                case Outlook.Passable() -> passableIfFree.set(qid);
                case Outlook.Unknown(String ignored) -> unknown.set(qid);
                case Outlook.NotPassable(String ignored) -> {}
            }
        }
    }

    private @Nullable Queue[] rowOf(AdapterId adapter) {
        @Nullable Queue[] row = rows[adapter.value()];
        if (row == null) {
            row = new Queue[Mask256.SIZE];
            rows[adapter.value()] = row;
        }
        return row;
    }

    boolean isPassable(Apqn apqn) {
        return isPassableIfFree(apqn) && !after.owns(apqn);
    }

    /** Whether vfio_ap would have the queue if the masks freed it. */
    boolean isPassableIfFree(Apqn apqn) {
        return passableIfFree.get(apqn.qid());
    }

    /**
     * Whether kernels before 6.0 take an addition ({@code vfio_ap_mdev_verify_queues_reserved_for_apid}): all its queues are
     * bound to vfio_ap; if it has none, one queue with one of its ids is.
     */
    boolean isBound(ApMatrix addition) {
        if (addition.queueCount() > 0) {
            return addition.queues().allMatch(this::isPassable);
        }
        return Arrays.stream(rows)
                .filter(Objects::nonNull)
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .map(Queue::apqn)
                .filter(this::isPassable)
                .anyMatch(apqn -> addition.adapters().contains(apqn.adapter().value())
                        || addition.domains().contains(apqn.domain().value()));
    }

    boolean isUnknown(Apqn apqn) {
        return unknown.get(apqn.qid());
    }

    Outlook outlook(Apqn apqn) {
        @Nullable Queue[] row = rows[apqn.adapter().value()];
        Queue queue = row == null ? null : row[apqn.domain().value()];
        if (queue == null) {
            return new Outlook.NotPassable("does not exist on this machine");
        }
        Outlook ifFree = outlookIfFree(queue);
        return ifFree instanceof Outlook.Passable && after.owns(apqn)
                ? new Outlook.NotPassable("is reserved for the host's drivers")
                : ifFree;
    }

    private Outlook outlookIfFree(Queue queue) {
        if (queue.driverOverride().isPresent() && !queue.driverOverride().get().equals(QueueBinding.VFIO_AP)) {
            return new Outlook.NotPassable(
                    "has driver_override " + queue.driverOverride().get());
        }
        return switch (queue.driver()) {
            case Observed.Unknown<Optional<String>>(String path, String reason) ->
                new Outlook.Unknown("has a driver that could not be read (" + path + ": " + reason + ")");
            case Observed.Known<Optional<String>>(Optional<String> driver) -> outlook(queue.apqn(), driver);
        };
    }

    private Outlook outlook(Apqn apqn, Optional<String> driver) {
        Optional<String> bound = driver;
        for (QueueOwnership ownership : written) {
            bound = QueueBinding.revised(bound, ownership.owns(apqn), modules);
        }
        boolean hasVfioAp = bound.equals(Optional.of(QueueBinding.VFIO_AP));
        boolean boundByLoading = bound.isEmpty() && !modules.contains(QueueBinding.VFIO_AP);
        boolean boundIfFreed = after.owns(apqn) && driver.isPresent();
        if (hasVfioAp || boundByLoading || boundIfFreed) {
            return cardOutlook(cards.get(apqn.adapter()));
        }
        if (before.isEmpty()) {
            return new Outlook.Unknown("may or may not be bound again: the masks could not be read");
        }
        return new Outlook.NotPassable(
                driver.map(name -> "is bound to " + name + ", not to vfio_ap").orElse("is not bound to vfio_ap"));
    }

    private Outlook cardOutlook(@Nullable Card card) {
        return passesCheckstopped || card == null || !card.checkstopped().orElse(false)
                ? PASSABLE
                : new Outlook.NotPassable("is on a checkstopped card");
    }
}
