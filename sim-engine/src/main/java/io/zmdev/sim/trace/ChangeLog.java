package io.zmdev.sim.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every step read and wrote, with the bytes before and after, in chunks of plain bytes. A step ends with {@link #endStep()};
 * steps are numbered from 0.
 *
 * <p>A checkpoint, a copy of every page that was ever written, is taken each {@value #CHECKPOINT_BYTES} bytes of log; a page that
 * did not change between two checkpoints is kept once.
 */
public final class ChangeLog {

    /** An entry that is passed over: the rest of its chunk is unused. */
    private static final int FILLER = 0;

    private static final int READ = 1;
    private static final int WRITE = 2;
    private static final int HEADER = 12;
    private static final int CHUNK_BYTES = 1 << 18;
    private static final int CHECKPOINT_BYTES = 1 << 20;

    /** Slots of the filter that spares looking up a page again and again; a power of two. */
    private static final int RECENT_PAGES = 256;

    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** What an entry of the log is shown to. */
    interface Visitor {
        void read(long address, int length);

        /** The bytes before start at {@code at} in {@code chunk}, the bytes after at {@code at + length}. */
        void write(long address, byte[] chunk, int at, int length);
    }

    /** The state after so many steps. Keys are addresses of pages. */
    record Checkpoint(int steps, long hash, Map<Long, byte[]> pages) {}

    private final StateSpace space;
    private final List<byte[]> chunks = new ArrayList<>();
    private final List<Checkpoint> checkpoints = new ArrayList<>();
    private long[] stepStarts = new long[256];
    private int steps;
    private byte[] chunk = new byte[CHUNK_BYTES];
    private int used;
    private int pendingAfter;
    private long lastCheckpoint;

    /** A log whose first checkpoint is the state of the space as it is. */
    public ChangeLog(StateSpace space) {
        this.space = space;
        chunks.add(chunk);
        space.attach(this);
        Map<Long, byte[]> pages = new HashMap<>();
        for (Area area : space.areas()) {
            area.forEachPage(
                    offset -> pages.put(area.address(offset), area.page(offset).clone()));
        }
        checkpoints.add(new Checkpoint(0, space.hash(), pages));
    }

    /** The number of ended steps. */
    public int steps() {
        return steps;
    }

    /** The bytes that the log holds, checkpoints included. */
    public long bytes() {
        return (long) chunks.size() * CHUNK_BYTES
                + 8L * stepStarts.length
                + checkpoints.stream()
                                .flatMap(checkpoint -> checkpoint.pages().values().stream())
                                .distinct()
                                .count()
                        * Area.PAGE_SIZE;
    }

    /** Whether something was read or written since the last step ended. */
    public boolean hasOpenStep() {
        return position() != stepStarts[steps];
    }

    /** Ends the current step: what follows belongs to the next. */
    public void endStep() {
        steps++;
        if (steps == stepStarts.length) {
            stepStarts = Arrays.copyOf(stepStarts, 2 * steps);
        }
        stepStarts[steps] = position();
        if (position() - lastCheckpoint > CHECKPOINT_BYTES) {
            takeCheckpoint();
        }
    }

    void read(long address, int length) {
        int at = reserve(HEADER);
        INTS.set(chunk, at, length << 2 | READ);
        LONGS.set(chunk, at + 4, address);
    }

    void beforeWrite(long address, byte[] page, int pageAt, int length) {
        int at = reserve(HEADER + 2 * length);
        INTS.set(chunk, at, length << 2 | WRITE);
        LONGS.set(chunk, at + 4, address);
        System.arraycopy(page, pageAt, chunk, at + HEADER, length);
        pendingAfter = at + HEADER + length;
    }

    void afterWrite(byte[] page, int pageAt, int length) {
        System.arraycopy(page, pageAt, chunk, pendingAfter, length);
    }

    /** Shows the entries of a step in the order in which they were made. */
    void visit(int step, Visitor visitor) {
        scan(stepStarts[step], step < steps ? stepStarts[step + 1] : position(), visitor);
    }

    /** The latest checkpoint that is not after so many steps. */
    Checkpoint checkpointFor(int targetSteps) {
        int low = 0;
        int high = checkpoints.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (checkpoints.get(middle).steps() <= targetSteps) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return checkpoints.get(low);
    }

    /** The bytes of log between two numbers of steps. */
    long distance(int from, int to) {
        return Math.abs(stepStarts[to] - stepStarts[from]);
    }

    /** What a step wrote, in order. */
    public List<Change> writes(int step) {
        List<Change> changes = new ArrayList<>();
        visit(step, new Visitor() {
            @Override
            public void read(long address, int length) {}

            @Override
            public void write(long address, byte[] source, int at, int length) {
                changes.add(new Change(
                        space.area(Area.indexOf(address)).name(),
                        Area.offsetOf(address),
                        Arrays.copyOfRange(source, at, at + length),
                        Arrays.copyOfRange(source, at + length, at + 2 * length)));
            }
        });
        return List.copyOf(changes);
    }

    /** What a step read, in order. */
    public List<Range> reads(int step) {
        List<Range> ranges = new ArrayList<>();
        visit(step, new Visitor() {
            @Override
            public void read(long address, int length) {
                ranges.add(new Range(space.area(Area.indexOf(address)).name(), Area.offsetOf(address), length));
            }

            @Override
            public void write(long address, byte[] source, int at, int length) {}
        });
        return List.copyOf(ranges);
    }

    /** Whether a step read a byte of the range. */
    public boolean reads(int step, Range range) {
        Touch touch = new Touch(range);
        visit(step, touch);
        return touch.read;
    }

    /** Whether a step wrote a byte of the range. */
    public boolean writes(int step, Range range) {
        Touch touch = new Touch(range);
        visit(step, touch);
        return touch.written;
    }

    /** Whether entries lie in a range. */
    private final class Touch implements Visitor {

        private final long from;
        private final long to;
        private boolean read;
        private boolean written;

        /** An area that is not there is never touched. */
        Touch(Range range) {
            from = space.find(range.area())
                    .map(area -> area.address(range.offset()))
                    .orElse(-1L);
            to = from + range.length();
        }

        @Override
        public void read(long address, int length) {
            read |= address < to && address + length > from && from >= 0;
        }

        @Override
        public void write(long address, byte[] source, int at, int length) {
            written |= address < to && address + length > from && from >= 0;
        }
    }

    private void scan(long from, long to, Visitor visitor) {
        long at = from;
        while (at < to) {
            byte[] source = chunks.get((int) (at / CHUNK_BYTES));
            int in = (int) (at % CHUNK_BYTES);
            int header = CHUNK_BYTES - in < HEADER ? FILLER : (int) INTS.get(source, in);
            int length = header >>> 2;
            switch (header & 3) {
                case FILLER -> at += CHUNK_BYTES - in;
                case READ -> {
                    visitor.read((long) LONGS.get(source, in + 4), length);
                    at += HEADER;
                }
                default -> {
                    visitor.write((long) LONGS.get(source, in + 4), source, in + HEADER, length);
                    at += HEADER + 2L * length;
                }
            }
        }
    }

    private void takeCheckpoint() {
        Map<Long, byte[]> pages =
                new HashMap<>(checkpoints.get(checkpoints.size() - 1).pages());
        Map<Long, byte[]> touched = new HashMap<>();
        long[] recent = new long[RECENT_PAGES];
        scan(lastCheckpoint, position(), new Visitor() {
            @Override
            public void read(long address, int length) {}

            @Override
            public void write(long address, byte[] source, int at, int length) {
                long touchedPage = address & -Area.PAGE_SIZE;
                int slot = Long.hashCode(StateSpace.mix(touchedPage, 1)) & (RECENT_PAGES - 1);
                if (recent[slot] == touchedPage + 1) {
                    return;
                }
                recent[slot] = touchedPage + 1;
                touched.computeIfAbsent(
                        touchedPage,
                        page -> space.area(Area.indexOf(page))
                                .page(Area.offsetOf(page))
                                .clone());
            }
        });
        pages.putAll(touched);
        checkpoints.add(new Checkpoint(steps, space.hash(), pages));
        lastCheckpoint = position();
    }

    private long position() {
        return (chunks.size() - 1L) * CHUNK_BYTES + used;
    }

    private int reserve(int bytes) {
        if (used + bytes > CHUNK_BYTES) {
            if (CHUNK_BYTES - used >= HEADER) {
                INTS.set(chunk, used, FILLER);
            }
            chunk = new byte[CHUNK_BYTES];
            chunks.add(chunk);
            used = 0;
        }
        int at = used;
        used += bytes;
        return at;
    }
}
