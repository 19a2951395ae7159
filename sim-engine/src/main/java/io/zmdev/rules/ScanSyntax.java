package io.zmdev.rules;

import java.util.OptionalInt;
import java.util.OptionalLong;

/** How the kernel reads a number with {@code sscanf}: blanks may precede it and anything may follow it. */
public final class ScanSyntax {

    private ScanSyntax() {}

    /** {@code sscanf(text, "%d", …)}: decimal, an optional minus sign. Empty when no number is there. */
    public static OptionalInt decimal(String text) {
        return integer(text, 10);
    }

    /** {@code sscanf(text, "%i", …)}: as {@link #decimal}, and also {@code 0x} hexadecimal and {@code 0} octal. */
    public static OptionalInt integer(String text) {
        return integer(text, 0);
    }

    /** {@code sscanf(text, "%llu", …)}: decimal, 64 bits without a sign. Empty when no number is there. */
    public static OptionalLong unsigned(String text) {
        int at = skipBlanks(text);
        return isDigit(text, at) ? OptionalLong.of(IdSyntax.prefix(text, at, 10).value()) : OptionalLong.empty();
    }

    /** The word that {@code sscanf(text, "%<width>s", …)} takes: what stands between blanks, at most {@code width} characters. */
    public static String word(String text, int width) {
        int start = skipBlanks(text);
        int end = start;
        while (end < text.length() && end - start < width && !isBlank(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    /** An {@code int} that does not fit is cut off to 32 bits. */
    private static OptionalInt integer(String text, int base) {
        int at = skipBlanks(text);
        boolean negative = at < text.length() && text.charAt(at) == '-';
        if (negative) {
            at++;
        }
        if (!isDigit(text, at)) {
            return OptionalInt.empty();
        }
        long value = IdSyntax.prefix(text, at, base).value();
        return OptionalInt.of((int) (negative ? -value : value));
    }

    private static boolean isDigit(String text, int at) {
        return at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }

    private static int skipBlanks(String text) {
        int at = 0;
        while (at < text.length() && isBlank(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** {@code isspace} of the kernel, which counts the no-break space of ISO 8859-1 (lib/ctype.c). */
    private static boolean isBlank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xa0;
    }
}
