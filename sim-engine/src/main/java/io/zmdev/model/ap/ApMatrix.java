package io.zmdev.model.ap;

import java.util.stream.Stream;

/**
 * An AP matrix: adapters (APM), usage domains (AQM) and control domains (ADM). The queues that it gives access to are the
 * whole product adapters x domains; the hardware has no way to leave one out.
 */
public record ApMatrix(Mask256 adapters, Mask256 domains, Mask256 controlDomains) {

    /** Nothing assigned. */
    public static final ApMatrix EMPTY = new ApMatrix(Mask256.NONE, Mask256.NONE, Mask256.NONE);

    /** Whether the queue is in the product. */
    public boolean contains(Apqn apqn) {
        return adapters.contains(apqn.adapter().value())
                && domains.contains(apqn.domain().value());
    }

    /** How many queues the product has. */
    public int queueCount() {
        return adapters.count() * domains.count();
    }

    /** The queues of the product, by adapter, then domain. */
    public Stream<Apqn> queues() {
        return adapters.ids().boxed().flatMap(a -> domains.ids().mapToObj(d -> Apqn.of(a, d)));
    }

    /** The queues that both products have; itself a product. */
    public ApMatrix intersection(ApMatrix other) {
        return new ApMatrix(
                adapters.and(other.adapters), domains.and(other.domains), controlDomains.and(other.controlDomains));
    }

    /** The ids that are in this matrix and not in the other, kind by kind. */
    public ApMatrix minus(ApMatrix other) {
        return new ApMatrix(
                adapters.minus(other.adapters),
                domains.minus(other.domains),
                controlDomains.minus(other.controlDomains));
    }

    /** Whether the two products share a queue: they share an adapter and a domain. */
    public boolean sharesQueueWith(ApMatrix other) {
        return adapters.intersects(other.adapters) && domains.intersects(other.domains);
    }

    public ApMatrix withAdapters(Mask256 newAdapters) {
        return new ApMatrix(newAdapters, domains, controlDomains);
    }

    public ApMatrix withDomains(Mask256 newDomains) {
        return new ApMatrix(adapters, newDomains, controlDomains);
    }

    public ApMatrix withControlDomains(Mask256 newControlDomains) {
        return new ApMatrix(adapters, domains, newControlDomains);
    }
}
