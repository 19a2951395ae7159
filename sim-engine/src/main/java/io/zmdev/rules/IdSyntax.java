package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.math.BigInteger;

/** How the kernel reads one number: {@code kstrtoul} and {@code simple_strtoul} with base 0. */
public final class IdSyntax {

    private static final BigInteger ULONG_MAX = BigInteger.TWO.pow(64).subtract(BigInteger.ONE);

    private IdSyntax() {}

    /**
     * A number at the start of a text.
     *
     * @param value the number, unsigned 64 bits cut off as the kernel cuts it
     * @param length characters taken, 0 when there is no number
     */
    record Prefix(long value, int length) {}

    /**
     * {@code kstrtoul(text, 0)}: {@code 0x} hexadecimal, a leading {@code 0} octal, else decimal; an optional plus sign and
     * one optional newline. EINVAL for anything else, ERANGE above 2^64 - 1. The value is unsigned.
     */
    public static Answer<Long> parse(String text) {
        String digits = text.startsWith("+") ? text.substring(1) : text;
        if (digits.endsWith("\n")) {
            digits = digits.substring(0, digits.length() - 1);
        }
        int radix = 10;
        if (isHexPrefix(digits, 0)) {
            radix = 16;
            digits = digits.substring(2);
        } else if (digits.startsWith("0")) {
            radix = 8;
        }
        if (digits.isEmpty() || !digits.chars().allMatch(digitsOf(radix))) {
            return Answer.refused(Errno.EINVAL);
        }
        BigInteger value = new BigInteger(digits, radix);
        return value.compareTo(ULONG_MAX) > 0 ? Answer.refused(Errno.ERANGE) : Answer.ok(value.longValue());
    }

    /** {@code simple_strtoul(text + at, 0)}: takes what is a number and leaves the rest. */
    static Prefix prefix(String text, int at) {
        int radix = 10;
        int start = at;
        if (isHexPrefix(text, at)) {
            radix = 16;
            start = at + 2;
        } else if (at < text.length() && text.charAt(at) == '0') {
            radix = 8;
        }
        long value = 0;
        int end = start;
        while (end < text.length() && isDigit(text.charAt(end), radix)) {
            value = value * radix + Character.digit(text.charAt(end), radix);
            end++;
        }
        return new Prefix(value, end == start ? 0 : end - at);
    }

    private static boolean isHexPrefix(String text, int at) {
        return at + 2 < text.length()
                && text.charAt(at) == '0'
                && (text.charAt(at + 1) | 0x20) == 'x'
                && isDigit(text.charAt(at + 2), 16);
    }

    private static java.util.function.IntPredicate digitsOf(int radix) {
        return c -> isDigit((char) c, radix);
    }

    private static boolean isDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }
}
