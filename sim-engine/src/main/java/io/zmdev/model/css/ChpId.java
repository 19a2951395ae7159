package io.zmdev.model.css;

import java.util.Comparator;

/**
 * The id of a channel path, printed as {@code 0.40}.
 *
 * @param cssid channel subsystem image, 0..255
 * @param id 0..255
 */
public record ChpId(int cssid, int id) implements Comparable<ChpId> {

    private static final Comparator<ChpId> ORDER =
            Comparator.comparingInt(ChpId::cssid).thenComparingInt(ChpId::id);

    /** @throws IllegalArgumentException when a part is not in 0..255 */
    public ChpId {
        if (cssid < 0 || cssid > 255 || id < 0 || id > 255) {
            throw new IllegalArgumentException("%x.%x is out of range".formatted(cssid, id));
        }
    }

    /**
     * Reads {@code 0.40}.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static ChpId parse(String text) {
        if (!text.matches("[0-9a-f]{1,2}\\.[0-9a-f]{2}")) {
            throw new IllegalArgumentException("'" + text + "' is not a channel path such as 0.40");
        }
        int dot = text.indexOf('.');
        return new ChpId(Integer.parseInt(text.substring(0, dot), 16), Integer.parseInt(text.substring(dot + 1), 16));
    }

    @Override
    public int compareTo(ChpId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%x.%02x".formatted(cssid, id);
    }
}
