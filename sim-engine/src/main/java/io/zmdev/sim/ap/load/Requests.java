package io.zmdev.sim.ap.load;

import java.util.Arrays;

/** What is known of each request of a guest that was not answered, by its ticket. */
final class Requests {

    long[] arrival = new long[64];
    double[] size = new double[64];
    long[] service = new long[64];
    int[] positionInMix = new int[64];
    int[] client = new int[64];
    int[] queue = new int[64];
    int[] attempts = new int[64];

    /** Makes room for a ticket. */
    void reach(int ticket) {
        if (ticket >= arrival.length) {
            int length = 2 * arrival.length;
            arrival = Arrays.copyOf(arrival, length);
            size = Arrays.copyOf(size, length);
            service = Arrays.copyOf(service, length);
            positionInMix = Arrays.copyOf(positionInMix, length);
            client = Arrays.copyOf(client, length);
            queue = Arrays.copyOf(queue, length);
            attempts = Arrays.copyOf(attempts, length);
        }
    }
}
