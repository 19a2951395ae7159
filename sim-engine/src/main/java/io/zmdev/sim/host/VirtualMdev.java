package io.zmdev.sim.host;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.VirtualMapping;
import java.util.SortedMap;
import java.util.TreeMap;

/** A virtual matrix device: virtual ids and the real ids behind each. */
final class VirtualMdev extends Mdev {

    private final SortedMap<Integer, Mask256> adapters = new TreeMap<>();
    private final SortedMap<Integer, Mask256> domains = new TreeMap<>();

    VirtualMdev(MdevCore core, MdevParent parent, MdevUuid uuid) {
        super(core, parent, uuid);
    }

    SortedMap<Integer, Mask256> adapters() {
        return adapters;
    }

    SortedMap<Integer, Mask256> domains() {
        return domains;
    }

    VirtualMapping mapping() {
        return new VirtualMapping(adapters, domains);
    }

    /** Every real queue that an instruction may be forwarded to. */
    ApMatrix realQueues() {
        return new ApMatrix(union(adapters), union(domains), Mask256.NONE);
    }

    private static Mask256 union(SortedMap<Integer, Mask256> entries) {
        return entries.values().stream().reduce(Mask256.NONE, Mask256::or);
    }
}
