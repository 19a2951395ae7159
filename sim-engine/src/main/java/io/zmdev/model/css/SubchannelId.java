package io.zmdev.model.css;

import java.util.Comparator;

/**
 * The id of a subchannel, printed as {@code 0.0.0313}.
 *
 * @param cssid channel subsystem image, 0..255
 * @param ssid subchannel set, 0..3
 * @param number subchannel number, 0..65535
 */
public record SubchannelId(int cssid, int ssid, int number) implements Comparable<SubchannelId> {

    private static final Comparator<SubchannelId> ORDER = Comparator.comparingInt(SubchannelId::cssid)
            .thenComparingInt(SubchannelId::ssid)
            .thenComparingInt(SubchannelId::number);

    /** @throws IllegalArgumentException when a part is out of range */
    public SubchannelId {
        BusId.check(cssid, ssid, number);
    }

    /**
     * Reads {@code 0.0.0313}: bare hexadecimal, the number four digits.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static SubchannelId parse(String text) {
        int[] parts = BusId.parse(text, "a subchannel such as 0.0.0313");
        return new SubchannelId(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(SubchannelId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return BusId.text(cssid, ssid, number);
    }
}
