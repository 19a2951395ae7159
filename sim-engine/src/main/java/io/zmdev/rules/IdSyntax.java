package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;

/** How the kernel reads one number: {@code kstrtoul} and {@code simple_strtoul}. */
public final class IdSyntax {

    /** Only a number with bits here can overflow by one more digit. */
    private static final long HIGH_DIGIT = 0xf000_0000_0000_0000L;

    private IdSyntax() {}

    /**
     * A number at the start of a text.
     *
     * @param value the number, unsigned 64 bits; what does not fit is cut off as the kernel cuts it
     * @param length characters taken, 0 when there is no number
     * @param overflow whether the number did not fit into 64 bits
     */
    record Prefix(long value, int length, boolean overflow) {}

    /**
     * {@code kstrtoul(text, 0)}: {@code 0x} hexadecimal, a leading {@code 0} octal, else decimal; an optional plus sign and
     * one optional newline. EINVAL for anything else, ERANGE above 2^64 - 1, which is noticed before anything that follows
     * the digits. The value is unsigned.
     */
    public static Answer<Long> parse(String text) {
        return parse(text, 0);
    }

    /** {@code kstrtoul(text, base)}; base 0 takes the base from the prefix. */
    public static Answer<Long> parse(String text, int base) {
        int start = text.startsWith("+") ? 1 : 0;
        Prefix number = prefix(text, start, base);
        if (number.overflow()) {
            return Answer.refused(Errno.ERANGE);
        }
        int end = start + number.length();
        if (end < text.length() && text.charAt(end) == '\n') {
            end++;
        }
        return number.length() == 0 || end < text.length() ? Answer.refused(Errno.EINVAL) : Answer.ok(number.value());
    }

    /** {@code simple_strtoul(text + at, 0)}: takes what is a number and leaves the rest. */
    static Prefix prefix(String text, int at) {
        return prefix(text, at, 0);
    }

    /**
     * {@code _parse_integer_fixup_radix} and {@code _parse_integer}: {@code 0x} counts as a prefix only before a hexadecimal
     * digit, so that {@code 0x} alone is an octal 0 with an {@code x} behind it.
     */
    static Prefix prefix(String text, int at, int base) {
        int radix = base != 0 ? base : radixOf(text, at);
        int start = radix == 16 && hasHexPrefix(text, at) ? at + 2 : at;
        long value = 0;
        boolean overflow = false;
        int end = start;
        for (; end < text.length(); end++) {
            int digit = digit(text.charAt(end));
            if (digit < 0 || digit >= radix) {
                break;
            }
            overflow |= (value & HIGH_DIGIT) != 0
                    && Long.compareUnsigned(value, Long.divideUnsigned(-1L - digit, radix)) > 0;
            value = value * radix + digit;
        }
        return new Prefix(value, end == start ? 0 : end - at, overflow);
    }

    private static int radixOf(String text, int at) {
        if (at >= text.length() || text.charAt(at) != '0') {
            return 10;
        }
        return hasHexPrefix(text, at) ? 16 : 8;
    }

    private static boolean hasHexPrefix(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '0'
                && (text.charAt(at + 1) | 0x20) == 'x'
                && digit(text.charAt(at + 2)) >= 0;
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }
}
