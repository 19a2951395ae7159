package io.zmdev.rules;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What a guest gets of an assigned matrix ({@code vfio_ap_mdev_filter_matrix}, kernels from 6.0 on with the whole product
 * examined): ids that the LPAR lacks are left out, then every adapter with a queue that can't be passed through. Domains are
 * never left out because of a queue.
 */
public final class GuestFilter {

    private GuestFilter() {}

    /**
     * An adapter that was left out.
     *
     * @param because the first of its queues that can't be passed through
     */
    public record DroppedAdapter(AdapterId adapter, Apqn because) {}

    /**
     * The guest's matrix and why it is smaller than the assigned one.
     *
     * @param guest the shadow APCB: adapters, domains and control domains that the guest gets
     * @param absentAdapters assigned adapters that the LPAR lacks
     * @param absentDomains assigned domains that the LPAR lacks
     */
    public record Result(ApMatrix guest, Mask256 absentAdapters, Mask256 absentDomains, List<DroppedAdapter> dropped) {

        public Result {
            dropped = List.copyOf(dropped);
        }
    }

    /**
     * Filters an assigned matrix.
     *
     * @param lpar adapters, usage domains and control domains of the LPAR (QCI APM, AQM, ADM)
     * @param passable whether a queue is bound to vfio_ap and its last reset did not fail
     */
    public static Result filter(ApMatrix assigned, ApMatrix lpar, Predicate<Apqn> passable) {
        return filter(assigned, lpar, assigned, passable);
    }

    /**
     * Filters an assigned matrix as kernels before {@link KernelBehaviour#WHOLE_MATRIX_FILTERED} do, which look at a part of
     * its queues and forget what they dropped before.
     *
     * @param examined the part that is looked at
     */
    public static Result filter(ApMatrix assigned, ApMatrix lpar, ApMatrix examined, Predicate<Apqn> passable) {
        ApMatrix present = assigned.intersection(lpar);
        Mask256 adapters = present.adapters();
        Mask256 domains = present.domains().and(examined.domains());
        List<DroppedAdapter> dropped = new ArrayList<>();
        for (int adapter = adapters.next(0);
                adapter >= 0;
                adapter = present.adapters().next(adapter + 1)) {
            if (!examined.adapters().contains(adapter)) {
                continue;
            }
            for (int domain = domains.next(0); domain >= 0; domain = domains.next(domain + 1)) {
                Apqn apqn = Apqn.of(adapter, domain);
                if (!passable.test(apqn)) {
                    adapters = adapters.without(adapter);
                    dropped.add(new DroppedAdapter(apqn.adapter(), apqn));
                    break;
                }
            }
        }
        return new Result(
                present.withAdapters(adapters),
                assigned.adapters().minus(lpar.adapters()),
                assigned.domains().minus(lpar.domains()),
                dropped);
    }
}
