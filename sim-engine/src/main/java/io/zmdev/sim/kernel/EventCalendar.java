package io.zmdev.sim.kernel;

import java.util.Arrays;

/**
 * Events that have yet to happen, in the order (time, priority, sequence): earlier first, at one time the smaller priority
 * first, among equals the one scheduled first. An event is an {@code int} that its user gives a meaning.
 *
 * <p>A binary heap in parallel arrays: scheduling and taking allocate nothing once the arrays have grown.
 */
public final class EventCalendar {

    private long[] times = new long[16];
    private long[] ranks = new long[16];
    private int[] events = new int[16];
    private int size;
    private long sequence;

    /**
     * Adds an event.
     *
     * @param time in ns
     * @param priority 0..255, smaller is sooner among events of one time
     */
    public void schedule(long time, int priority, int event) {
        if (priority < 0 || priority > 255) {
            throw new IllegalArgumentException("priority " + priority + " is not in 0..255");
        }
        if (size == times.length) {
            times = Arrays.copyOf(times, 2 * size);
            ranks = Arrays.copyOf(ranks, 2 * size);
            events = Arrays.copyOf(events, 2 * size);
        }
        insert(time, (long) priority << 55 | sequence++, event);
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The number of events that have yet to happen. */
    public int size() {
        return size;
    }

    /**
     * The time of the next event in ns.
     *
     * @throws IllegalStateException when there is none
     */
    public long nextTime() {
        if (size == 0) {
            throw new IllegalStateException("the calendar is empty");
        }
        return times[0];
    }

    /**
     * Takes the next event out.
     *
     * @throws IllegalStateException when there is none
     */
    public int take() {
        if (size == 0) {
            throw new IllegalStateException("the calendar is empty");
        }
        int first = events[0];
        size--;
        long time = times[size];
        long rank = ranks[size];
        int event = events[size];
        int at = 0;
        while (true) {
            int child = 2 * at + 1;
            if (child >= size) {
                break;
            }
            if (child + 1 < size && before(times[child + 1], ranks[child + 1], child)) {
                child++;
            }
            if (before(time, rank, child)) {
                break;
            }
            move(child, at);
            at = child;
        }
        put(at, time, rank, event);
        return first;
    }

    /** Forgets every event with this meaning. */
    public void cancel(int event) {
        int old = size;
        size = 0;
        for (int i = 0; i < old; i++) {
            if (events[i] != event) {
                insert(times[i], ranks[i], events[i]);
            }
        }
    }

    private void insert(long time, long rank, int event) {
        int at = size++;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!before(time, rank, parent)) {
                break;
            }
            move(parent, at);
            at = parent;
        }
        put(at, time, rank, event);
    }

    private boolean before(long time, long rank, int other) {
        return time != times[other] ? time < times[other] : rank < ranks[other];
    }

    private void move(int from, int to) {
        put(to, times[from], ranks[from], events[from]);
    }

    private void put(int at, long time, long rank, int event) {
        times[at] = time;
        ranks[at] = rank;
        events[at] = event;
    }
}
