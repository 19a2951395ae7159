package io.zmdev.sim.tracing;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.TreeMap;

/**
 * The requests of a trace, one after the other, in memory for {@value #WINDOW} of them: an event that comes later than so many
 * requests is passed over.
 */
public final class Requests implements Iterator<RequestSummary> {

    private static final int WINDOW = 64;

    private final Iterator<TraceEvent> events;
    private final TreeMap<Integer, RequestSummary.Builder> open = new TreeMap<>();
    private int closed;

    public Requests(Iterator<TraceEvent> events) {
        this.events = events;
    }

    @Override
    public boolean hasNext() {
        while ((open.isEmpty() || open.lastKey() < open.firstKey() + WINDOW) && events.hasNext()) {
            TraceEvent event = events.next();
            if (event.request() >= closed) {
                open.computeIfAbsent(event.request(), RequestSummary.Builder::new)
                        .add(event);
            }
        }
        return !open.isEmpty();
    }

    @Override
    public RequestSummary next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        closed = open.firstKey() + 1;
        return open.pollFirstEntry().getValue().build();
    }
}
