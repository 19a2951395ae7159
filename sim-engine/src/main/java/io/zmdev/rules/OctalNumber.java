package io.zmdev.rules;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A number with a leading zero where the kernel reads {@code kstrtoul} base 0: it is octal there, which few people mean.
 *
 * @param text the number as it is written, such as {@code 010}
 */
public record OctalNumber(String text) {

    private static final Pattern NUMBER = Pattern.compile("(?<![0-9A-Za-z])0[0-9]+");
    private static final Pattern ID_ATTRIBUTE = Pattern.compile("(un)?assign_(adapter|domain|control_domain)");
    private static final Pattern MASK_ATTRIBUTE = Pattern.compile("apmask|aqmask");

    /** All of them in a text that the kernel reads with base 0: an id, signed ids of a mask, a virtual mapping. */
    public static List<OctalNumber> in(String text) {
        return NUMBER.matcher(text)
                .results()
                .map(match -> new OctalNumber(match.group()))
                .toList();
    }

    /**
     * All of them in what is written to an attribute; none where the kernel takes no number with base 0, as in an absolute mask.
     *
     * @param path the attribute, or its name alone
     */
    public static List<OctalNumber> writtenTo(String path, String value) {
        String attribute = path.substring(path.lastIndexOf('/') + 1);
        boolean isRelativeMask =
                MASK_ATTRIBUTE.matcher(attribute).matches() && (value.startsWith("+") || value.startsWith("-"));
        return isRelativeMask || ID_ATTRIBUTE.matcher(attribute).matches() ? in(value) : List.of();
    }

    /** {@code 010 has a leading zero: to the kernel it is octal, 8 in decimal}. */
    public String sentence() {
        boolean octal = text.chars().allMatch(digit -> digit < '8');
        return text + " has a leading zero: to the kernel it is octal, "
                + (octal ? Long.parseLong(text, 8) + " in decimal" : "and has a digit that octal lacks");
    }
}
