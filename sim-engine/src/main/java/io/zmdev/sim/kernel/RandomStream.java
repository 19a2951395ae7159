package io.zmdev.sim.kernel;

import java.nio.charset.StandardCharsets;

/**
 * A stream of random numbers (SplitMix64). Streams of different names are independent, so that drawing more numbers for one
 * purpose leaves the numbers of every other purpose as they were.
 */
public final class RandomStream {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;

    private long state;

    private RandomStream(long state) {
        this.state = state;
    }

    /** The stream of this name under this seed. */
    public static RandomStream named(long seed, String name) {
        long state = mix(seed + GOLDEN_GAMMA);
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            state = mix(state + GOLDEN_GAMMA + b);
        }
        return new RandomStream(state);
    }

    public long nextLong() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number in 0..bound-1. */
    public int nextInt(int bound) {
        if (bound <= 0) {
            throw new IllegalArgumentException("bound " + bound + " is not positive");
        }
        return (int) Math.unsignedMultiplyHigh(nextLong(), bound);
    }

    /** A number in [0, 1). */
    public double nextDouble() {
        return (nextLong() >>> 11) * 0x1.0p-53;
    }

    /** A number of the exponential distribution with this mean, the same on every machine. */
    public double nextExponential(double mean) {
        return -mean * StrictMath.log(1 - nextDouble());
    }

    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
