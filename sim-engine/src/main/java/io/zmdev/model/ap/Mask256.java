package io.zmdev.model.ap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A set of ids 0..255 as the AP architecture writes it: 256 bits, big-endian, bit 0 the leftmost (most significant) one.
 * APM, AQM, ADM, apmask and aqmask all have this shape (QCI block, {@code struct ap_config_info}).
 *
 * @param w0 ids 0..63, id 0 in the most significant bit
 * @param w1 ids 64..127
 * @param w2 ids 128..191
 * @param w3 ids 192..255
 */
public record Mask256(long w0, long w1, long w2, long w3) {

    /** The number of bits. */
    public static final int SIZE = 256;

    /** No id. */
    public static final Mask256 NONE = new Mask256(0, 0, 0, 0);

    /** Every id. */
    public static final Mask256 ALL = new Mask256(-1, -1, -1, -1);

    /**
     * The set of the given ids.
     *
     * @throws IndexOutOfBoundsException when an id is not in 0..255
     */
    public static Mask256 of(int... ids) {
        return of(Arrays.stream(ids));
    }

    /**
     * The set of the given ids.
     *
     * @throws IndexOutOfBoundsException when an id is not in 0..255
     */
    public static Mask256 of(IntStream ids) {
        long[] words = new long[4];
        ids.forEach(id -> {
            checkId(id);
            words[id >>> 6] |= bit(id);
        });
        return new Mask256(words[0], words[1], words[2], words[3]);
    }

    /**
     * The ids from..to, both included.
     *
     * @throws IndexOutOfBoundsException when an id is not in 0..255
     */
    public static Mask256 range(int from, int to) {
        return of(IntStream.rangeClosed(from, to));
    }

    /**
     * Reads up to 64 hexadecimal digits, left-aligned: digits missing on the right are zero. No prefix.
     *
     * @throws IllegalArgumentException when there are more than 64 digits or one is not hexadecimal
     */
    public static Mask256 fromHexDigits(CharSequence digits) {
        if (digits.length() > 64) {
            throw new IllegalArgumentException(digits.length() + " hexadecimal digits, at most 64 fit into 256 bits");
        }
        long[] words = new long[4];
        for (int i = 0; i < digits.length(); i++) {
            int value = Character.digit(digits.charAt(i), 16);
            if (value < 0 || digits.charAt(i) > 'f') {
                throw new IllegalArgumentException("'" + digits.charAt(i) + "' is not a hexadecimal digit");
            }
            words[i >>> 4] |= (long) value << (60 - 4 * (i & 15));
        }
        return new Mask256(words[0], words[1], words[2], words[3]);
    }

    /** Whether the id is in the set; false for ids outside 0..255. */
    public boolean contains(int id) {
        return id >= 0 && id < SIZE && (word(id >>> 6) & bit(id)) != 0;
    }

    /**
     * The set of one id.
     *
     * @throws IndexOutOfBoundsException when the id is not in 0..255
     */
    public static Mask256 single(int id) {
        checkId(id);
        long bit = bit(id);
        return switch (id >>> 6) {
            case 0 -> new Mask256(bit, 0, 0, 0);
            case 1 -> new Mask256(0, bit, 0, 0);
            case 2 -> new Mask256(0, 0, bit, 0);
            default -> new Mask256(0, 0, 0, bit);
        };
    }

    /** This set and the id. */
    public Mask256 with(int id) {
        return or(single(id));
    }

    /** This set without the id. */
    public Mask256 without(int id) {
        return minus(single(id));
    }

    public Mask256 or(Mask256 other) {
        return new Mask256(w0 | other.w0, w1 | other.w1, w2 | other.w2, w3 | other.w3);
    }

    public Mask256 and(Mask256 other) {
        return new Mask256(w0 & other.w0, w1 & other.w1, w2 & other.w2, w3 & other.w3);
    }

    public Mask256 minus(Mask256 other) {
        return new Mask256(w0 & ~other.w0, w1 & ~other.w1, w2 & ~other.w2, w3 & ~other.w3);
    }

    public Mask256 complement() {
        return new Mask256(~w0, ~w1, ~w2, ~w3);
    }

    public boolean intersects(Mask256 other) {
        return ((w0 & other.w0) | (w1 & other.w1) | (w2 & other.w2) | (w3 & other.w3)) != 0;
    }

    public boolean containsAll(Mask256 other) {
        return other.minus(this).isEmpty();
    }

    public boolean isEmpty() {
        return (w0 | w1 | w2 | w3) == 0;
    }

    /** How many ids are in the set. */
    public int count() {
        return Long.bitCount(w0) + Long.bitCount(w1) + Long.bitCount(w2) + Long.bitCount(w3);
    }

    /** The smallest id that is at least {@code from} (0..256), or -1. */
    public int next(int from) {
        for (int index = from >>> 6; index < 4; index++) {
            long word = word(index);
            if (index == from >>> 6) {
                word &= -1L >>> (from & 63);
            }
            if (word != 0) {
                return (index << 6) + Long.numberOfLeadingZeros(word);
            }
        }
        return -1;
    }

    /** Calls the consumer with every id, ascending. */
    public void forEach(IntConsumer consumer) {
        for (int id = next(0); id >= 0; id = next(id + 1)) {
            consumer.accept(id);
        }
    }

    /** The ids, ascending. */
    public IntStream ids() {
        return IntStream.iterate(next(0), id -> id >= 0, id -> next(id + 1));
    }

    /**
     * Ids that follow each other without a gap.
     *
     * @param last at least {@code first}
     */
    public record Run(int first, int last) {}

    /** The ids as runs, ascending; between two runs at least one id is missing. */
    public List<Run> runs() {
        List<Run> runs = new ArrayList<>();
        int first = next(0);
        while (first >= 0) {
            int last = first;
            while (contains(last + 1)) {
                last++;
            }
            runs.add(new Run(first, last));
            first = last + 1 < SIZE ? next(last + 1) : -1;
        }
        return runs;
    }

    /** The kernel's form: {@code 0x} and 64 hexadecimal digits, id 0 leftmost. */
    public String toHex() {
        return "0x%016x%016x%016x%016x".formatted(w0, w1, w2, w3);
    }

    @Override
    public String toString() {
        return toHex();
    }

    private long word(int index) {
        return switch (index) {
            case 0 -> w0;
            case 1 -> w1;
            case 2 -> w2;
            default -> w3;
        };
    }

    private static long bit(int id) {
        return Long.MIN_VALUE >>> (id & 63);
    }

    private static void checkId(int id) {
        if (id < 0 || id >= SIZE) {
            throw new IndexOutOfBoundsException("id " + id + " is not in 0..255");
        }
    }
}
