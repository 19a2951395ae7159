package io.zmdev.sim.trace;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A named range of bytes of a {@link StateSpace}. Offsets run from 0 to size - 1; numbers are big-endian at any alignment. Pages
 * of 4 KiB come into being when they are first written; what was never written reads as zero.
 *
 * <p>Every access outside the area throws {@link IndexOutOfBoundsException}.
 */
public final class Area {

    static final int PAGE_SHIFT = 12;
    static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    private static final int PAGE_MASK = PAGE_SIZE - 1;
    private static final int CHUNK_SHIFT = 10;
    private static final int CHUNK_PAGES = 1 << CHUNK_SHIFT;
    private static final int INDEX_SHIFT = 48;
    private static final long MAX_SIZE = 1L << 46;

    private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] ZERO_PAGE = new byte[PAGE_SIZE];

    private final StateSpace space;
    private final String name;
    private final int index;
    private final long size;
    private final @Nullable Chunk[] directory;

    /** The page that was found last for a write, by its number: most accesses go there. A page stays where it is. */
    private long recent = -1;

    private byte[] recentPage = ZERO_PAGE;

    /** Consecutive pages; those that were never written are null. */
    private static final class Chunk {
        private final byte[] @Nullable [] pages = new byte[CHUNK_PAGES][];
    }

    Area(StateSpace space, String name, int index, long size) {
        if (size <= 0 || size > MAX_SIZE) {
            throw new IllegalArgumentException("an area of " + size + " bytes is out of range");
        }
        this.space = space;
        this.name = name;
        this.index = index;
        this.size = size;
        this.directory = new Chunk[Math.toIntExact(((size - 1) >>> (PAGE_SHIFT + CHUNK_SHIFT)) + 1)];
    }

    public String name() {
        return name;
    }

    /** In bytes. */
    public long size() {
        return size;
    }

    public int getByte(long offset) {
        check(offset, 1);
        return page(offset)[(int) offset & PAGE_MASK] & 0xff;
    }

    public int getShort(long offset) {
        int at = (int) offset & PAGE_MASK;
        if (at > PAGE_SIZE - 2) {
            return getByte(offset) << 8 | getByte(offset + 1);
        }
        check(offset, 2);
        return (short) SHORTS.get(page(offset), at) & 0xffff;
    }

    public int getInt(long offset) {
        int at = (int) offset & PAGE_MASK;
        if (at > PAGE_SIZE - 4) {
            return getShort(offset) << 16 | getShort(offset + 2);
        }
        check(offset, 4);
        return (int) INTS.get(page(offset), at);
    }

    public long getLong(long offset) {
        int at = (int) offset & PAGE_MASK;
        if (at > PAGE_SIZE - 8) {
            return (long) getInt(offset) << 32 | (getInt(offset + 4) & 0xffffffffL);
        }
        check(offset, 8);
        return (long) LONGS.get(page(offset), at);
    }

    /** Copies {@code length} bytes into {@code target} from {@code at} on. */
    public void get(long offset, byte[] target, int at, int length) {
        check(offset, length);
        long from = offset;
        int to = at;
        int left = length;
        while (left > 0) {
            int start = (int) from & PAGE_MASK;
            int part = Math.min(left, PAGE_SIZE - start);
            System.arraycopy(page(from), start, target, to, part);
            from += part;
            to += part;
            left -= part;
        }
    }

    public byte[] get(long offset, int length) {
        byte[] bytes = new byte[length];
        get(offset, bytes, 0, length);
        return bytes;
    }

    /** Lower-case hexadecimal digits of {@code length} bytes. */
    public String hex(long offset, int length) {
        return HexFormat.of().formatHex(get(offset, length));
    }

    public void putByte(long offset, int value) {
        check(offset, 1);
        byte[] page = writablePage(offset);
        int at = (int) offset & PAGE_MASK;
        ChangeLog log = before(offset, page, at, 1);
        page[at] = (byte) value;
        after(log, offset, page, at, 1);
    }

    public void putShort(long offset, int value) {
        int at = (int) offset & PAGE_MASK;
        if (at > PAGE_SIZE - 2) {
            putByte(offset, value >>> 8);
            putByte(offset + 1, value);
            return;
        }
        check(offset, 2);
        byte[] page = writablePage(offset);
        ChangeLog log = before(offset, page, at, 2);
        SHORTS.set(page, at, (short) value);
        after(log, offset, page, at, 2);
    }

    public void putInt(long offset, int value) {
        int at = (int) offset & PAGE_MASK;
        if (at > PAGE_SIZE - 4) {
            putShort(offset, value >>> 16);
            putShort(offset + 2, value);
            return;
        }
        check(offset, 4);
        byte[] page = writablePage(offset);
        ChangeLog log = before(offset, page, at, 4);
        INTS.set(page, at, value);
        after(log, offset, page, at, 4);
    }

    public void putLong(long offset, long value) {
        int at = (int) offset & PAGE_MASK;
        if (at > PAGE_SIZE - 8) {
            putInt(offset, (int) (value >>> 32));
            putInt(offset + 4, (int) value);
            return;
        }
        check(offset, 8);
        byte[] page = writablePage(offset);
        ChangeLog log = before(offset, page, at, 8);
        LONGS.set(page, at, value);
        after(log, offset, page, at, 8);
    }

    /** Writes {@code length} bytes of {@code source} from {@code at} on. */
    public void put(long offset, byte[] source, int at, int length) {
        check(offset, length);
        long to = offset;
        int from = at;
        int left = length;
        while (left > 0) {
            int start = (int) to & PAGE_MASK;
            int part = Math.min(left, PAGE_SIZE - start);
            byte[] page = writablePage(to);
            ChangeLog log = before(to, page, start, part);
            System.arraycopy(source, from, page, start, part);
            after(log, to, page, start, part);
            to += part;
            from += part;
            left -= part;
        }
    }

    public void put(long offset, byte[] source) {
        put(offset, source, 0, source.length);
    }

    /** Writes zeros. */
    public void clear(long offset, long length) {
        check(offset, length);
        long to = offset;
        long left = length;
        while (left > 0) {
            int part = (int) Math.min(left, PAGE_SIZE - ((int) to & PAGE_MASK));
            put(to, ZERO_PAGE, 0, part);
            to += part;
            left -= part;
        }
    }

    /** Copies bytes of another area, or of another place in this one, here. */
    public void copy(long offset, Area source, long from, int length) {
        source.check(from, length);
        check(offset, length);
        int done = 0;
        while (done < length) {
            int start = (int) (from + done) & PAGE_MASK;
            int part = Math.min(length - done, PAGE_SIZE - start);
            put(offset + done, source.page(from + done), start, part);
            done += part;
        }
    }

    /** Notes in the log that the current step reads these bytes. */
    public void noteRead(long offset, int length) {
        ChangeLog log = space.log();
        if (log != null) {
            check(offset, length);
            log.read(address(offset), length);
        }
    }

    /** Visits the offset of each page that was ever written, in ascending order. */
    public void forEachPage(LongConsumer visitor) {
        for (int i = 0; i < directory.length; i++) {
            Chunk chunk = directory[i];
            if (chunk == null) {
                continue;
            }
            for (int j = 0; j < CHUNK_PAGES; j++) {
                if (chunk.pages[j] != null) {
                    visitor.accept(((long) i << CHUNK_SHIFT | j) << PAGE_SHIFT);
                }
            }
        }
    }

    long address(long offset) {
        return (long) index << INDEX_SHIFT | offset;
    }

    static int indexOf(long address) {
        return (int) (address >>> INDEX_SHIFT);
    }

    static long offsetOf(long address) {
        return address & ((1L << INDEX_SHIFT) - 1);
    }

    /** The page that holds this offset; not to be written to. */
    byte[] page(long offset) {
        if (offset >>> PAGE_SHIFT == recent) {
            return recentPage;
        }
        Chunk chunk = directory[(int) (offset >>> (PAGE_SHIFT + CHUNK_SHIFT))];
        if (chunk == null) {
            return ZERO_PAGE;
        }
        byte[] page = chunk.pages[(int) (offset >>> PAGE_SHIFT) & (CHUNK_PAGES - 1)];
        return page == null ? ZERO_PAGE : page;
    }

    /** The page that holds this offset, made if need be. */
    byte[] writablePage(long offset) {
        if (offset >>> PAGE_SHIFT == recent) {
            return recentPage;
        }
        int high = (int) (offset >>> (PAGE_SHIFT + CHUNK_SHIFT));
        Chunk chunk = directory[high];
        if (chunk == null) {
            chunk = new Chunk();
            directory[high] = chunk;
        }
        int low = (int) (offset >>> PAGE_SHIFT) & (CHUNK_PAGES - 1);
        byte[] page = chunk.pages[low];
        if (page == null) {
            page = new byte[PAGE_SIZE];
            chunk.pages[low] = page;
        }
        recent = offset >>> PAGE_SHIFT;
        recentPage = page;
        return page;
    }

    /** What these bytes' doublewords add to the hash of the space. */
    long hash(long offset, byte[] page, int at, int length) {
        long sum = 0;
        int end = at + length;
        long base = address((offset - at) & ~7L);
        for (int word = at & ~7; word < end; word += 8) {
            sum += StateSpace.mix(base + word, (long) LONGS.get(page, word));
        }
        return sum;
    }

    long contentHash() {
        long[] sum = {0};
        forEachPage(offset -> sum[0] += hash(offset, page(offset), 0, PAGE_SIZE));
        return sum[0];
    }

    private @Nullable ChangeLog before(long offset, byte[] page, int at, int length) {
        ChangeLog log = space.log();
        if (log != null) {
            space.addToHash(-hash(offset, page, at, length));
            log.beforeWrite(address(offset), page, at, length);
        }
        return log;
    }

    private void after(@Nullable ChangeLog log, long offset, byte[] page, int at, int length) {
        if (log != null) {
            log.afterWrite(page, at, length);
            space.addToHash(hash(offset, page, at, length));
        }
    }

    private void check(long offset, long length) {
        if (offset < 0 || length < 0 || offset > size - length) {
            throw new IndexOutOfBoundsException(
                    "%d bytes at 0x%x are outside area %s of 0x%x bytes".formatted(length, offset, name, size));
        }
    }
}
