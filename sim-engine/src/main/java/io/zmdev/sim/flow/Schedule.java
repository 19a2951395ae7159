package io.zmdev.sim.flow;

import java.util.List;

/** Which interleaving of the threads a scenario wants; only the order within each thread is given by the machine. */
public sealed interface Schedule {

    /** As the costs of the steps have it. */
    record AsTimed() implements Schedule {}

    /**
     * The first interleaving in which steps with these ids happen in this order.
     *
     * @param ids such as {@code Q7} before {@code Q5}; {@code K5} means any sub-step
     */
    record Ordered(List<String> ids) implements Schedule {

        public Ordered {
            ids = List.copyOf(ids);
        }
    }

    /** Every one: {@link Interleavings} tells them. A single run is as timed. */
    record All() implements Schedule {}
}
