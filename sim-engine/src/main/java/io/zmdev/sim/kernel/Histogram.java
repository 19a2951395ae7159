package io.zmdev.sim.kernel;

import java.util.Arrays;

/**
 * Counts of non-negative values in buckets whose width grows with the value: exact below 256, then 256 buckets for each power of
 * two, so that a quantile is off by less than 0.4 %. The mean is exact.
 *
 * <p>Recording allocates nothing.
 */
public final class Histogram {

    private static final int SUB_BUCKET_BITS = 8;
    private static final int BUCKETS = index(Long.MAX_VALUE) + 1;

    private final long[] counts = new long[BUCKETS];
    private long count;
    private double sum;

    /**
     * Counts a value.
     *
     * @throws IllegalArgumentException when it is negative
     */
    public void record(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("value " + value + " is negative");
        }
        counts[index(value)]++;
        count++;
        sum += value;
    }

    /** How many values were counted. */
    public long count() {
        return count;
    }

    /** The sum of the counted values. */
    public double sum() {
        return sum;
    }

    /** The mean of the counted values, NaN when there are none. */
    public double mean() {
        return sum / count;
    }

    /**
     * The value that this part of the counted values does not exceed, interpolated inside its bucket; NaN when there are none.
     *
     * @param part 0..1, such as 0.99
     */
    public double quantile(double part) {
        double rank = part * count;
        long below = 0;
        for (int i = 0; i < BUCKETS; i++) {
            if (counts[i] > 0 && below + counts[i] >= rank) {
                double inside = (rank - below) / counts[i];
                return lowest(i) + inside * width(i);
            }
            below += counts[i];
        }
        return Double.NaN;
    }

    /** Forgets every value. */
    public void clear() {
        Arrays.fill(counts, 0);
        count = 0;
        sum = 0;
    }

    private static int index(long value) {
        int shift = Math.max(0, Long.SIZE - 1 - SUB_BUCKET_BITS - Long.numberOfLeadingZeros(value));
        return (shift << SUB_BUCKET_BITS) + (int) (value >>> shift);
    }

    private static double lowest(int index) {
        int shift = shift(index);
        return (double) ((long) (index - (shift << SUB_BUCKET_BITS)) << shift);
    }

    private static double width(int index) {
        return (double) (1L << shift(index));
    }

    private static int shift(int index) {
        return Math.max(0, (index >>> SUB_BUCKET_BITS) - 1);
    }
}
