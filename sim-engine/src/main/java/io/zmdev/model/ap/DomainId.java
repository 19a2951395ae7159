package io.zmdev.model.ap;

import java.util.HexFormat;

/** The id of a usage or control domain (APQI), 0..255. Prints as {@code 0004}. */
public record DomainId(int value) implements Comparable<DomainId> {

    /** @throws IllegalArgumentException when the value is not in 0..255 */
    public DomainId {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("domain " + value + " is not in 0..255");
        }
    }

    @Override
    public int compareTo(DomainId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits((short) value);
    }
}
