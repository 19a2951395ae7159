package io.zmdev.sim.ap.dispatch;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.VirtualMapping;
import io.zmdev.sim.ap.ApMachine;
import java.util.List;
import java.util.stream.Stream;

/** Seed 004, step 1: the real APQNs that a virtual one stands for are all permutations of the mapped adapters and domains. */
public final class Permutations {

    private Permutations() {}

    /** The virtual APQNs of a mapping, by adapter, then domain. */
    public static Stream<Apqn> virtualQueues(VirtualMapping mapping) {
        return mapping.adapters().keySet().stream()
                .flatMap(adapter -> mapping.domains().keySet().stream().map(domain -> Apqn.of(adapter, domain)));
    }

    /** The real queues behind a virtual one that the machine has, by adapter, then domain; none when it is not mapped. */
    public static List<Apqn> of(VirtualMapping mapping, Apqn virtual, ApMachine machine) {
        Mask256 adapters = mapping.adapters().getOrDefault(virtual.adapter().value(), Mask256.NONE);
        Mask256 domains = mapping.domains().getOrDefault(virtual.domain().value(), Mask256.NONE);
        return machine.queues()
                .filter(apqn -> adapters.contains(apqn.adapter().value())
                        && domains.contains(apqn.domain().value()))
                .toList();
    }
}
