package io.zmdev.sim.ap.dispatch;

/** A queue of ints that grows; what leaves from the front may also be put back there. */
public final class IntRing {

    private int[] values = new int[16];
    private int head;
    private int size;

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    /** The value in front, of a ring that is not empty. */
    public int first() {
        return values[head];
    }

    public void addLast(int value) {
        makeRoom();
        values[head + size++ & values.length - 1] = value;
    }

    public void addFirst(int value) {
        makeRoom();
        head = head - 1 & values.length - 1;
        values[head] = value;
        size++;
    }

    /** Takes the value in front, of a ring that is not empty. */
    public int removeFirst() {
        int value = values[head];
        head = head + 1 & values.length - 1;
        size--;
        return value;
    }

    private void makeRoom() {
        if (size == values.length) {
            int[] larger = new int[2 * size];
            for (int i = 0; i < size; i++) {
                larger[i] = values[head + i & size - 1];
            }
            values = larger;
            head = 0;
        }
    }
}
