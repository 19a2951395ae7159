package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.VirtualMapping;

/** How a guest reaches AP queues; a machine has matrix devices of one kind only. */
public sealed interface Access {

    /**
     * A vfio_ap passthrough device: the guest's APQNs are real.
     *
     * @param interception whether the guest's instructions are interpreted (ECA_APIE) or leave it
     */
    record Passthrough(ApMatrix matrix, Interception interception) implements Access {}

    /**
     * A virtual matrix device (seed 004): every instruction is intercepted.
     *
     * @param depth how many messages a virtual queue holds; more than 16 can't be told to a guest and is for theory
     */
    record Virtual(VirtualMapping mapping, int depth) implements Access {}

    /** Where a passthrough guest's instructions are executed. */
    enum Interception {
        INTERPRETED,
        INTERCEPTED
    }
}
