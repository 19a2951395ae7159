package io.zmdev.sim.ap.load;

import io.zmdev.sim.ap.dispatch.IntRing;

/** An AP queue as a guest's AP bus has it: what it has enqueued, and the software list behind ({@code requestq}). */
final class GuestQueue {

    final int number;
    final int positionInGuest;
    final SimulatedGuest guest;
    /** The real queue, -1 for a virtual one. */
    final int realQueue;
    /** The virtual queue in the driver, -1 for a real one. */
    final int virtualQueue;

    final int depth;
    /** The driver's lane for each position in the mix, -1 when it can't be done here; empty for a real queue. */
    final int[] lanes;

    final IntRing requestq = new IntRing();
    /** Enqueued and not answered ({@code queue_count}). */
    int outstanding;

    boolean interruptPending;

    GuestQueue(
            int number,
            int positionInGuest,
            SimulatedGuest guest,
            int realQueue,
            int virtualQueue,
            int depth,
            int[] lanes) {
        this.number = number;
        this.positionInGuest = positionInGuest;
        this.guest = guest;
        this.realQueue = realQueue;
        this.virtualQueue = virtualQueue;
        this.depth = depth;
        this.lanes = lanes;
    }

    boolean isVirtual() {
        return virtualQueue >= 0;
    }
}
