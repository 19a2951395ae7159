package io.zmdev.testing;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Random choices that depend on the seed alone. Not thread-safe. */
public final class Dice {

    /** One of several things that can happen, and how often compared with the others. */
    record Weighted<T>(int weight, T value) {}

    private final SplittableRandom random;

    public Dice(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A number of 0..bound-1. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** A number of from..to, both included. */
    int between(int from, int to) {
        return random.nextInt(from, to + 1);
    }

    /** Any long. */
    public long bits() {
        return random.nextLong();
    }

    /** Any int. */
    public int anyInt() {
        return random.nextInt();
    }

    public boolean coin() {
        return random.nextBoolean();
    }

    public byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** True in so many of a hundred cases. */
    public boolean percent(int percent) {
        return below(100) < percent;
    }

    <T> T of(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    @SafeVarargs
    public final <T> T of(T... choices) {
        return choices[below(choices.length)];
    }

    public int of(int[] choices) {
        return choices[below(choices.length)];
    }

    /** Makes only the chosen thing. */
    @SafeVarargs
    final <T> T oneOf(Supplier<T>... choices) {
        return choices[below(choices.length)].get();
    }

    <T> T weighted(List<Weighted<T>> choices) {
        int rest = below(choices.stream().mapToInt(Weighted::weight).sum());
        for (Weighted<T> choice : choices) {
            rest -= choice.weight();
            if (rest < 0) {
                return choice.value();
            }
        }
        throw new IllegalArgumentException("no choice has a weight");
    }
}
