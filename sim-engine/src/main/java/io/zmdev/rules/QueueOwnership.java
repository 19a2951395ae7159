package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which queues are the host drivers': a queue with a {@code driver_override} is theirs while one of them is bound to it, any
 * other by the masks ({@code ap_owned_by_def_drv}, kernels from 6.19 on; without overrides the masks alone, as ever).
 *
 * @param overridden the queues with an override, true for those that the host's drivers have
 */
public record QueueOwnership(HostOwnership masks, Map<Apqn, Boolean> overridden) {

    public QueueOwnership {
        overridden = Map.copyOf(overridden);
    }

    /** The ownership by these masks and the overrides of these queues. */
    public static QueueOwnership of(HostOwnership masks, Collection<Queue> queues) {
        Map<Apqn, Boolean> overridden = new HashMap<>();
        for (Queue queue : queues) {
            if (queue.driverOverride().isPresent()) {
                overridden.put(queue.apqn(), hasHostDriver(queue));
            }
        }
        return new QueueOwnership(masks, overridden);
    }

    QueueOwnership withMasks(HostOwnership newMasks) {
        return new QueueOwnership(newMasks, overridden);
    }

    private static boolean hasHostDriver(Queue queue) {
        Optional<String> driver = queue.driver().orElse(queue.driverOverride());
        return driver.isPresent() && !driver.get().equals(QueueBinding.VFIO_AP);
    }

    public boolean owns(Apqn apqn) {
        Boolean byOverride = overridden.isEmpty() ? null : overridden.get(apqn);
        return byOverride == null ? masks.owns(apqn) : byOverride;
    }

    /** The domains whose queue on an adapter the host's drivers own. */
    Mask256 domainsOwnedOn(int adapter) {
        Mask256 owned = masks.apmask().contains(adapter) ? masks.aqmask() : Mask256.NONE;
        for (Map.Entry<Apqn, Boolean> override : overridden.entrySet()) {
            if (override.getKey().adapter().value() == adapter) {
                int domain = override.getKey().domain().value();
                owned = override.getValue() ? owned.with(domain) : owned.without(domain);
            }
        }
        return owned;
    }

    /** Whether the host's drivers own the queue whatever the masks say. */
    boolean ownsByOverride(Apqn apqn) {
        return overridden.getOrDefault(apqn, false);
    }

    /** Whether the host's drivers own any queue of the matrix; the kernel answers EADDRNOTAVAIL then. */
    public boolean ownsAnyOf(ApMatrix matrix) {
        return overridden.isEmpty() ? masks.ownsAnyOf(matrix) : matrix.queues().anyMatch(this::owns);
    }

    /** The queues of the matrix that the host's drivers own, ordered. */
    public List<Apqn> queuesOwnedOf(ApMatrix matrix) {
        ApMatrix examined = overridden.isEmpty() ? masks.ownedPartOf(matrix) : matrix;
        return examined.queues().filter(this::owns).toList();
    }
}
