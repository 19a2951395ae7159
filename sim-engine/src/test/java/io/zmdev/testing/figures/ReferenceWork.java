package io.zmdev.testing.figures;

import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Work of the JDK alone that does what ours does most: allocates, follows references, branches. For what has no peer to be measured beside. */
final class ReferenceWork implements Supplier<Object> {

    private static final int ENTRIES = 1_000;

    /** The lengths of strings in the order of their hashes. */
    @Override
    public Object get() {
        SplittableRandom random = new SplittableRandom(1);
        TreeMap<Integer, String> sorted = new TreeMap<>();
        for (int i = 0; i < ENTRIES; i++) {
            String text = Long.toHexString(random.nextLong());
            sorted.put(text.hashCode(), text);
        }
        long lengths = 0;
        for (String text : sorted.values()) {
            lengths = lengths * 31 + text.length();
        }
        return lengths;
    }
}
