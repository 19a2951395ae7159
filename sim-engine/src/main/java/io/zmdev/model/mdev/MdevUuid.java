package io.zmdev.model.mdev;

import java.util.Locale;
import java.util.regex.Pattern;

/** The UUID of a mediated device, 36 characters, lower case as the kernel names the device. */
public record MdevUuid(String text) implements Comparable<MdevUuid> {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** @throws IllegalArgumentException when the text is not a hyphenated UUID */
    public MdevUuid {
        text = text.toLowerCase(Locale.ROOT);
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a UUID such as 62177883-f1bb-47f0-914d-32a22e3a8804");
        }
    }

    @Override
    public int compareTo(MdevUuid other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
