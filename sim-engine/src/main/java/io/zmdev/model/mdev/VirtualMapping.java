package io.zmdev.model.mdev;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The mapping of a virtual matrix device (seed 004): each virtual id of the guest stands for one or more real ids. No kernel
 * implements it.
 *
 * @param adapters virtual adapter id 0..255 to the real adapters behind it
 * @param domains virtual domain id 0..255 to the real domains behind it
 */
public record VirtualMapping(SortedMap<Integer, Mask256> adapters, SortedMap<Integer, Mask256> domains) {

    public VirtualMapping {
        adapters = Collections.unmodifiableSortedMap(new TreeMap<>(adapters));
        domains = Collections.unmodifiableSortedMap(new TreeMap<>(domains));
    }

    /** The real adapters and domains behind it; no control domains. */
    public ApMatrix real() {
        return new ApMatrix(union(adapters.values()), union(domains.values()), Mask256.NONE);
    }

    private static Mask256 union(Collection<Mask256> masks) {
        return masks.stream().reduce(Mask256.NONE, Mask256::or);
    }
}
