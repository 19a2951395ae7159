package io.zmdev.model.ap;

import java.util.HexFormat;

/** The id of a crypto adapter (APID), 0..255. Prints as {@code 05}. */
public record AdapterId(int value) implements Comparable<AdapterId> {

    /** @throws IllegalArgumentException when the value is not in 0..255 */
    public AdapterId {
        if (value < 0 || value > 255) {
            throw new IllegalArgumentException("adapter " + value + " is not in 0..255");
        }
    }

    @Override
    public int compareTo(AdapterId other) {
        return Integer.compare(value, other.value);
    }

    @Override
    public String toString() {
        return HexFormat.of().toHexDigits((byte) value);
    }
}
