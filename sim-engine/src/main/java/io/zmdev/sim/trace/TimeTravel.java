package io.zmdev.sim.trace;

import java.util.Arrays;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/**
 * Moves a recorded {@link StateSpace} to the state after any number of steps, forwards and backwards. The position is the number
 * of steps done: 0 is the start, {@link #length()} the end.
 *
 * <p>Not safe for several threads: they share the one state that is moved.
 */
public final class TimeTravel {

    private final StateSpace space;
    private final ChangeLog log;
    private int position;

    /** Ends the recording and stands at its end. */
    public TimeTravel(StateSpace space, ChangeLog log) {
        space.detach();
        this.space = space;
        this.log = log;
        this.position = log.steps();
    }

    /** The number of steps done. */
    public int position() {
        return position;
    }

    /** The number of recorded steps. */
    public int length() {
        return log.steps();
    }

    /** Does the next step; false at the end. */
    public boolean step() {
        if (position == log.steps()) {
            return false;
        }
        redo(position);
        position++;
        return true;
    }

    /** Undoes the last step; false at the start. */
    public boolean back() {
        if (position == 0) {
            return false;
        }
        position--;
        undo(position);
        return true;
    }

    /**
     * Moves to the state after so many steps, from here or from a checkpoint, whichever is nearer.
     *
     * @throws IndexOutOfBoundsException when there are not so many
     */
    public void seek(int target) {
        if (target < 0 || target > log.steps()) {
            throw new IndexOutOfBoundsException("position " + target + " is not in 0.." + log.steps());
        }
        ChangeLog.Checkpoint checkpoint = log.checkpointFor(target);
        if (log.distance(checkpoint.steps(), target) < log.distance(position, target)) {
            restore(checkpoint);
        }
        while (position < target) {
            step();
        }
        while (position > target) {
            back();
        }
    }

    /** Moves on until a step of such a number was done, or to the end; tells whether there is one. */
    public boolean runTo(IntPredicate step) {
        for (int next = position; next < log.steps(); next++) {
            if (step.test(next)) {
                seek(next + 1);
                return true;
            }
        }
        seek(log.steps());
        return false;
    }

    /** Moves back until the last step done is an earlier one of such a number, or to the start; tells whether there is one. */
    public boolean runBackTo(IntPredicate step) {
        for (int earlier = position - 2; earlier >= 0; earlier--) {
            if (step.test(earlier)) {
                seek(earlier + 1);
                return true;
            }
        }
        seek(0);
        return false;
    }

    /** The hash of the state at this position, the same whichever way it was reached. */
    public long stateHash() {
        return space.hash();
    }

    /**
     * Bytes as they are at this position.
     *
     * @throws IllegalArgumentException when there is no such area
     */
    public byte[] read(String area, long offset, int length) {
        return area(area).get(offset, length);
    }

    /** The number of the last step before this position that wrote the byte, whether or not it changed it. */
    public OptionalInt lastWriter(String area, long offset) {
        long address = area(area).address(offset);
        boolean[] found = {false};
        ChangeLog.Visitor visitor = new ChangeLog.Visitor() {
            @Override
            public void read(long other, int length) {}

            @Override
            public void write(long other, byte[] chunk, int at, int length) {
                found[0] |= address >= other && address < other + length;
            }
        };
        for (int step = position - 1; step >= 0; step--) {
            log.visit(step, visitor);
            if (found[0]) {
                return OptionalInt.of(step);
            }
        }
        return OptionalInt.empty();
    }

    private Area area(String name) {
        return space.find(name).orElseThrow(() -> new IllegalArgumentException("there is no area " + name));
    }

    private void redo(int step) {
        log.visit(step, new ChangeLog.Visitor() {
            @Override
            public void read(long address, int length) {}

            @Override
            public void write(long address, byte[] chunk, int at, int length) {
                apply(address, chunk, at + length, length);
            }
        });
    }

    private void undo(int step) {
        Undo writes = new Undo();
        log.visit(step, writes);
        writes.apply();
    }

    /** Collects the writes of a step to take them back last first. */
    private final class Undo implements ChangeLog.Visitor {

        private long[] addresses = new long[16];
        private byte[][] chunks = new byte[16][];
        private int[] places = new int[16];
        private int[] lengths = new int[16];
        private int count;

        @Override
        public void read(long address, int length) {}

        @Override
        public void write(long address, byte[] chunk, int at, int length) {
            if (count == addresses.length) {
                addresses = Arrays.copyOf(addresses, 2 * count);
                chunks = Arrays.copyOf(chunks, 2 * count);
                places = Arrays.copyOf(places, 2 * count);
                lengths = Arrays.copyOf(lengths, 2 * count);
            }
            addresses[count] = address;
            chunks[count] = chunk;
            places[count] = at;
            lengths[count] = length;
            count++;
        }

        void apply() {
            for (int i = count - 1; i >= 0; i--) {
                TimeTravel.this.apply(addresses[i], chunks[i], places[i], lengths[i]);
            }
        }
    }

    private void apply(long address, byte[] bytes, int at, int length) {
        Area area = space.area(Area.indexOf(address));
        long offset = Area.offsetOf(address);
        byte[] page = area.writablePage(offset);
        int in = (int) offset & (Area.PAGE_SIZE - 1);
        long hash = space.hash() - area.hash(offset, page, in, length);
        System.arraycopy(bytes, at, page, in, length);
        space.setHash(hash + area.hash(offset, page, in, length));
    }

    private void restore(ChangeLog.Checkpoint checkpoint) {
        for (Area area : space.areas()) {
            area.forEachPage(offset -> {
                byte[] saved = checkpoint.pages().get(area.address(offset));
                byte[] page = area.writablePage(offset);
                if (saved == null) {
                    Arrays.fill(page, (byte) 0);
                } else {
                    System.arraycopy(saved, 0, page, 0, page.length);
                }
            });
        }
        space.setHash(checkpoint.hash());
        position = checkpoint.steps();
    }
}
