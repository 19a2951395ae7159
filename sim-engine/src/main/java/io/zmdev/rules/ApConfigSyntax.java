package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.Answer;
import java.util.ArrayList;
import java.util.List;

/**
 * The attribute {@code ap_config} of a vfio_ap device: adapters, domains and control domains as three masks ({@code
 * ap_config_store}, {@code parse_bitmap}).
 */
public final class ApConfigSyntax {

    /** The kernel looks at the first {@code AP_CONFIG_STRLEN} characters. */
    private static final int LENGTH = 201;

    private ApConfigSyntax() {}

    /** What the kernel prints: three masks of 64 digits, commas between them, a newline at the end. */
    public static String format(ApMatrix matrix) {
        return matrix.adapters().toHex() + "," + matrix.domains().toHex() + ","
                + matrix.controlDomains().toHex() + "\n";
    }

    /**
     * The matrix that a text asks for, or EINVAL. A comma or a newline ends a mask; each mask is left-aligned and may be
     * empty; what follows the third separator is ignored. Two masks and no separator behind them are one mask too few.
     */
    public static Answer<ApMatrix> parse(String text) {
        String rest = text.length() > LENGTH ? text.substring(0, LENGTH) : text;
        List<Mask256> masks = new ArrayList<>(3);
        int start = 0;
        while (masks.size() < 3) {
            if (start > rest.length()) {
                return Answer.refused(Errno.EINVAL);
            }
            int end = separator(rest, start);
            switch (MaskSyntax.absolute(rest.substring(start, end))) {
                case Answer.Ok<Mask256>(Mask256 mask) -> masks.add(mask);
                case Answer.Refused<Mask256>(Errno errno) -> {
                    return Answer.refused(errno);
                }
            }
            start = end + 1;
        }
        return Answer.ok(new ApMatrix(masks.get(0), masks.get(1), masks.get(2)));
    }

    private static int separator(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != ',' && text.charAt(at) != '\n') {
            at++;
        }
        return at;
    }
}
