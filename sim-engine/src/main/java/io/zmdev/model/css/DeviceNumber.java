package io.zmdev.model.css;

import java.util.Comparator;

/**
 * The bus id of a ccw device, printed as {@code 0.0.2b09}; for a guest also {@code fe.0.0001}.
 *
 * @param cssid channel subsystem image, 0..255
 * @param ssid subchannel set, 0..3
 * @param number device number, 0..65535
 */
public record DeviceNumber(int cssid, int ssid, int number) implements Comparable<DeviceNumber> {

    private static final Comparator<DeviceNumber> ORDER = Comparator.comparingInt(DeviceNumber::cssid)
            .thenComparingInt(DeviceNumber::ssid)
            .thenComparingInt(DeviceNumber::number);

    /** @throws IllegalArgumentException when a part is out of range */
    public DeviceNumber {
        BusId.check(cssid, ssid, number);
    }

    /**
     * Reads {@code 0.0.2b09}: bare hexadecimal, the number four digits.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static DeviceNumber parse(String text) {
        int[] parts = BusId.parse(text, "a device number such as 0.0.2b09");
        return new DeviceNumber(parts[0], parts[1], parts[2]);
    }

    @Override
    public int compareTo(DeviceNumber other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return BusId.text(cssid, ssid, number);
    }
}
