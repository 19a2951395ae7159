package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;

/**
 * What the kernel makes of a text written to {@code apmask} or {@code aqmask} ({@code ap_parse_bitmap_str}, {@code
 * modify_bitmap}, {@code ap_hex2bitmap}).
 */
public final class MaskSyntax {

    private MaskSyntax() {}

    /**
     * The mask after the write, or EINVAL. A text that begins with a sign changes the current mask; any other replaces it.
     * An empty line, and {@code 0x} alone, give the empty mask: the kernel accepts both.
     */
    public static Answer<Mask256> apply(String text, Mask256 current) {
        if (text.startsWith("+") || text.startsWith("-")) {
            return relative(text, current);
        }
        return absolute(text);
    }

    /** Left-aligned hexadecimal: an optional {@code 0x} or {@code x}, at most 64 digits, one optional newline. */
    public static Answer<Mask256> absolute(String text) {
        String digits = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        if (digits.startsWith("0x")) {
            digits = digits.substring(2);
        } else if (digits.startsWith("x")) {
            digits = digits.substring(1);
        }
        try {
            return Answer.ok(Mask256.fromHexDigits(digits));
        } catch (IllegalArgumentException e) {
            return Answer.refused(Errno.EINVAL);
        }
    }

    /**
     * A sequence of {@code (+|-)N[-M]}, commas and newlines between them optional. The kernel keeps the numbers as {@code
     * int}: one of more than 32 bits is cut off, and what becomes negative by that names no id.
     */
    private static Answer<Mask256> relative(String text, Mask256 current) {
        Mask256 mask = current;
        int at = 0;
        while (at < text.length()) {
            char sign = text.charAt(at);
            if (sign != '+' && sign != '-') {
                return Answer.refused(Errno.EINVAL);
            }
            IdSyntax.Prefix number = IdSyntax.prefix(text, at + 1);
            int from = (int) number.value();
            if (number.length() == 0 || from >= Mask256.SIZE) {
                return Answer.refused(Errno.EINVAL);
            }
            at += 1 + number.length();
            int to = from;
            if (at < text.length() && text.charAt(at) == '-') {
                number = IdSyntax.prefix(text, at + 1);
                to = (int) number.value();
                if (number.length() == 0 || to >= Mask256.SIZE || from > to) {
                    return Answer.refused(Errno.EINVAL);
                }
                at += 1 + number.length();
            }
            Mask256 ids = to < 0 ? Mask256.NONE : Mask256.range(Math.max(from, 0), to);
            mask = sign == '+' ? mask.or(ids) : mask.minus(ids);
            while (at < text.length() && (text.charAt(at) == ',' || text.charAt(at) == '\n')) {
                at++;
            }
        }
        return Answer.ok(mask);
    }
}
