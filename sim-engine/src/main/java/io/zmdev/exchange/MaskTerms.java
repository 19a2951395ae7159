package io.zmdev.exchange;

import io.zmdev.model.MaskRequest;
import io.zmdev.model.ap.Mask256;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a configuration asks of the AP masks, in chzdev's notation: ids in decimal, not the kernel's hexadecimal mask. */
public final class MaskTerms {

    private MaskTerms() {}

    /** The value for chzdev's {@code apmask}; empty when the configuration leaves it as it is. */
    static Optional<String> apmask(MaskRequest masks) {
        return terms(masks.apmask(), masks.freeAdapters(), masks.reserveAdapters());
    }

    /** The value for chzdev's {@code aqmask}; empty when the configuration leaves it as it is. */
    static Optional<String> aqmask(MaskRequest masks) {
        return terms(masks.aqmask(), masks.freeDomains(), masks.reserveDomains());
    }

    /** The value that gives the whole mask. chzdev has no list for an empty one, so everything is taken away from what is there. */
    static String absolute(Mask256 mask) {
        return mask.isEmpty() ? "-0-255" : list(mask);
    }

    /** Ids as decimal ranges, {@code 0-120,129-255}; empty for no id. */
    public static String list(Mask256 mask) {
        return ranges("", mask).collect(Collectors.joining(","));
    }

    private static Optional<String> terms(Optional<Mask256> absolute, Mask256 free, Mask256 reserve) {
        if (absolute.isPresent()) {
            return absolute.map(MaskTerms::absolute);
        }
        String terms = Stream.concat(ranges("-", free), ranges("+", reserve)).collect(Collectors.joining(","));
        return terms.isEmpty() ? Optional.empty() : Optional.of(terms);
    }

    private static Stream<String> ranges(String sign, Mask256 mask) {
        return mask.runs().stream()
                .map(run -> sign + (run.first() == run.last() ? "" + run.first() : run.first() + "-" + run.last()));
    }
}
