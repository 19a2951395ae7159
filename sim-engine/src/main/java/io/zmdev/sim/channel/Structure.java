package io.zmdev.sim.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The layout of a control block: what decoding, inspectors and documentation print.
 *
 * @param name as people call it
 * @param size in bytes
 * @param layouts ascending
 */
public record Structure(String name, int size, List<Layout> layouts) {

    public Structure {
        layouts = List.copyOf(layouts);
    }

    /**
     * The layout of a field.
     *
     * @param name as the kernel or the Principles of Operation spell it
     * @param values meanings of values; a value without one has none
     */
    public record Layout(String name, int bitOffset, int bitLength, String explanation, Map<Long, String> values) {

        public Layout {
            values = Map.copyOf(values);
        }
    }

    /**
     * Decodes a block.
     *
     * @throws IllegalArgumentException when it has fewer bytes than the structure
     */
    public List<Field> fields(byte[] block) {
        if (block.length < size) {
            throw new IllegalArgumentException("%s has %d bytes, here are %d".formatted(name, size, block.length));
        }
        List<Field> fields = new ArrayList<>(layouts.size());
        for (Layout layout : layouts) {
            long value = bits(block, layout.bitOffset(), layout.bitLength());
            String named = layout.values().get(value);
            fields.add(new Field(
                    layout.name(),
                    layout.bitOffset(),
                    layout.bitLength(),
                    value,
                    named == null ? layout.explanation() : layout.explanation() + ": " + named));
        }
        return fields;
    }

    private static long bits(byte[] block, int offset, int length) {
        long value = 0;
        for (int bit = offset; bit < offset + length; bit++) {
            value = value << 1 | (block[bit >>> 3] >>> (7 - (bit & 7)) & 1);
        }
        return value;
    }

    /** Begins a structure; its fields follow from bit 0 on. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Lists the fields of a structure one after the other. */
    public static final class Builder {

        private final String name;
        private final List<Layout> layouts = new ArrayList<>();
        private int bit;

        private Builder(String name) {
            this.name = name;
        }

        /** The next field. */
        public Builder field(String field, int bits, String explanation) {
            return field(field, bits, explanation, Map.of());
        }

        /** The next field, with names for some of its values. */
        public Builder field(String field, int bits, String explanation, Map<Integer, String> values) {
            Map<Long, String> named = new TreeMap<>();
            values.forEach((value, meaning) -> named.put(value.longValue(), meaning));
            layouts.add(new Layout(field, bit, bits, explanation, named));
            bit += bits;
            return this;
        }

        /** The next bit; {@code on} is what it means when it is 1. */
        public Builder flag(String field, String on) {
            return field(field, 1, on, Map.of(0, "off", 1, "on"));
        }

        /** Bits that have no field. */
        public Builder skip(int bits) {
            bit += bits;
            return this;
        }

        /** Another structure inside this one; its name goes before the names of its fields. */
        public Builder part(String prefix, Structure structure) {
            int start = bit;
            for (Layout layout : structure.layouts()) {
                layouts.add(new Layout(
                        prefix + layout.name(),
                        start + layout.bitOffset(),
                        layout.bitLength(),
                        layout.explanation(),
                        layout.values()));
            }
            bit = start + 8 * structure.size();
            return this;
        }

        /** The structure, filled up to a whole byte. */
        public Structure build() {
            return new Structure(name, (bit + 7) / 8, layouts);
        }
    }
}
