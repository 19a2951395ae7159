package io.zmdev.sim.ap.dispatch;

/** A queue of longs that grows. */
final class LongRing {

    private long[] values = new long[16];
    private int head;
    private int size;

    boolean isEmpty() {
        return size == 0;
    }

    void addLast(long value) {
        if (size == values.length) {
            long[] larger = new long[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = values[head + i & size - 1];
            }
            values = larger;
            head = 0;
        }
        values[head + size++ & values.length - 1] = value;
    }

    /** Takes the value in front, of a ring that is not empty. */
    long removeFirst() {
        long value = values[head];
        head = head + 1 & values.length - 1;
        size--;
        return value;
    }

    void clear() {
        head = 0;
        size = 0;
    }
}
