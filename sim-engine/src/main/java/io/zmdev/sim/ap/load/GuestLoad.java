package io.zmdev.sim.ap.load;

import java.util.List;

/**
 * A guest and what it asks for.
 *
 * @param access how it reaches the queues
 * @param interrupts whether it has facility 65; without it the guest polls
 * @param mix the classes of its requests; their shares are relative to one another
 */
public record GuestLoad(String name, Access access, boolean interrupts, Arrivals arrivals, List<ClassShare> mix) {

    /** @throws IllegalArgumentException when the mix is empty */
    public GuestLoad {
        mix = List.copyOf(mix);
        if (mix.isEmpty()) {
            throw new IllegalArgumentException("guest " + name + " asks for nothing");
        }
    }

    public GuestLoad withAccess(Access newAccess) {
        return new GuestLoad(name, newAccess, interrupts, arrivals, mix);
    }

    public GuestLoad withArrivals(Arrivals newArrivals) {
        return new GuestLoad(name, access, interrupts, newArrivals, mix);
    }
}
