package io.zmdev.model.ap;

import java.util.Comparator;
import java.util.regex.Pattern;

/** An AP queue number: one usage domain on one adapter. Prints as {@code 05.0004}, ordered by adapter, then domain. */
public record Apqn(AdapterId adapter, DomainId domain) implements Comparable<Apqn> {

    private static final Pattern FORM = Pattern.compile("[0-9a-f]{2}\\.[0-9a-f]{4}");
    private static final Comparator<Apqn> ORDER =
            Comparator.comparing(Apqn::adapter).thenComparing(Apqn::domain);

    /** @throws IllegalArgumentException when an id is not in 0..255 */
    public static Apqn of(int adapter, int domain) {
        return new Apqn(new AdapterId(adapter), new DomainId(domain));
    }

    /**
     * Reads the kernel's form, two and four lower-case hexadecimal digits: {@code 05.0004}.
     *
     * @throws IllegalArgumentException when the text has another form or an id is above 255
     */
    public static Apqn parse(String text) {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("'" + text + "' is not an APQN such as 05.0004");
        }
        return of(Integer.parseInt(text.substring(0, 2), 16), Integer.parseInt(text.substring(3), 16));
    }

    /** The 16-bit form, adapter in the upper byte ({@code AP_MKQID}): 0..65535. */
    public int qid() {
        return adapter.value() << 8 | domain.value();
    }

    @Override
    public int compareTo(Apqn other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return adapter + "." + domain;
    }
}
