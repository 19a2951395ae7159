package io.zmdev.sim.ap.load;

import io.zmdev.sim.kernel.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;

/** The clients of guests whose load is a closed loop, numbered over all guests: each sends a request, waits for its end, and thinks. */
final class Clients {

    private final SimulatedGuest[] guests;
    private final int[] guestOf;
    private final RequestSource[] sources;
    private final RandomStream[] thinking;

    /** @param run begins the names of their random streams */
    Clients(SimulatedGuest[] guests, long seed, String run) {
        this.guests = guests;
        guestOf = Arrays.stream(guests)
                .flatMapToInt(guest -> IntStream.generate(() -> guest.number).limit(number(guest.load)))
                .toArray();
        sources = new RequestSource[guestOf.length];
        thinking = new RandomStream[guestOf.length];
        for (int client = 0; client < guestOf.length; client++) {
            GuestLoad load = guest(client).load;
            String name = "%s/%s/client %d".formatted(run, load.name(), client);
            sources[client] = new RequestSource(load.mix(), seed, name);
            thinking[client] = RandomStream.named(seed, name + "/think");
        }
    }

    private static int number(GuestLoad load) {
        return load.arrivals() instanceof Arrivals.ClosedLoop closed ? closed.clients() : 0;
    }

    int count() {
        return guestOf.length;
    }

    SimulatedGuest guest(int client) {
        return guests[guestOf[client]];
    }

    RequestSource source(int client) {
        return sources[client];
    }

    /** How long a client thinks this time, in ns. */
    long think(int client) {
        double mean = ((Arrivals.ClosedLoop) guest(client).load.arrivals()).meanThink();
        return mean == 0 ? 0 : Math.round(thinking[client].nextExponential(mean));
    }
}
