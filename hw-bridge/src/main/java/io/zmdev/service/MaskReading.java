package io.zmdev.service;

import io.zmdev.exchange.MaskTerms;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import io.zmdev.rules.MaskSyntax;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masks in the notations of the kernel and of chzdev. */
public final class MaskReading {

    private static final Pattern CHZDEV_TERM =
            Pattern.compile("([+-]?)([0-9]{1,3}|0x[0-9a-fA-F]{1,2})(?:-([0-9]{1,3}|0x[0-9a-fA-F]{1,2}))?");

    private MaskReading() {}

    /**
     * What the kernel makes of a text written to {@code apmask} or {@code aqmask}.
     *
     * @throws ZmdevException USAGE when it answers EINVAL
     */
    public static Mask256 kernel(String text, Mask256 current) {
        return switch (MaskSyntax.apply(text, current)) {
            case Answer.Ok<Mask256>(Mask256 mask) -> mask;
            case Answer.Refused<Mask256>(Errno errno) ->
                throw usage(
                        "the kernel answers %s to the mask '%s'; it takes 0x and up to 64 digits, or signed ids such as +5,-0x47-0x50"
                                .formatted(errno, text));
        };
    }

    /**
     * What chzdev makes of a list: ids and ranges with commas between, all with a sign (a change) or none (the whole mask).
     *
     * @throws ZmdevException USAGE when it is no such list
     */
    public static Mask256 chzdev(String text, Mask256 current) {
        boolean signed = text.startsWith("+") || text.startsWith("-");
        Mask256 mask = signed ? current : Mask256.NONE;
        for (String term : text.split(",", -1)) {
            Matcher matcher = CHZDEV_TERM.matcher(term);
            if (!matcher.matches() || matcher.group(1).isEmpty() == signed) {
                throw notChzdev(text, term);
            }
            int first = Integer.decode(withoutOctal(matcher.group(2)));
            int last = matcher.group(3) == null ? first : Integer.decode(withoutOctal(matcher.group(3)));
            if (last >= Mask256.SIZE || first > last) {
                throw notChzdev(text, term);
            }
            Mask256 ids = Mask256.range(first, last);
            mask = matcher.group(1).equals("-") ? mask.minus(ids) : mask.or(ids);
        }
        return mask;
    }

    /** The list that {@code lszdev --type ap} prints: decimal ranges, {@code 0-120,129-255}. */
    public static String chzdevList(Mask256 mask) {
        return MaskTerms.list(mask);
    }

    /** chzdev reads a leading zero as decimal. */
    private static String withoutOctal(String number) {
        return number.startsWith("0x") ? number : String.valueOf(Integer.parseInt(number));
    }

    private static ZmdevException notChzdev(String text, String term) {
        return usage(
                "'%s' in '%s' is no id or range of ids 0..255; chzdev takes 0-120,129-255 or, with a sign on every term, +5,-8-10"
                        .formatted(term, text));
    }

    private static ZmdevException usage(String message) {
        return new ZmdevException(ErrorCode.USAGE, message);
    }
}
