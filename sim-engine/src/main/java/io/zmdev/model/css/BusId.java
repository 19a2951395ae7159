package io.zmdev.model.css;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** The three-part text form that subchannels and ccw devices share. */
final class BusId {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{1,2}\\.[0-3]\\.[0-9a-f]{4}");

    private BusId() {}

    static void check(int cssid, int ssid, int number) {
        if (cssid < 0 || cssid > 255 || ssid < 0 || ssid > 3 || number < 0 || number > 0xffff) {
            throw new IllegalArgumentException("%x.%x.%x is out of range".formatted(cssid, ssid, number));
        }
    }

    static int[] parse(String text, String what) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not " + what);
        }
        String[] parts = text.split("\\.", -1);
        return new int[] {Integer.parseInt(parts[0], 16), Integer.parseInt(parts[1], 16), Integer.parseInt(parts[2], 16)
        };
    }

    static String text(int cssid, int ssid, int number) {
        return Integer.toHexString(cssid) + "." + ssid + "." + HexFormat.of().toHexDigits((short) number);
    }
}
