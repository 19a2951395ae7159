package io.zmdev.model;

import io.zmdev.model.ap.Mask256;
import java.util.Optional;

/**
 * What a configuration asks of the AP bus masks. {@code free…} means at least these; nothing goes back to the host's drivers
 * unless it is in {@code reserve…} or an absolute mask has its bit.
 *
 * @param apmask the absolute mask, instead of free and reserve
 * @param aqmask the absolute mask, instead of free and reserve
 */
public record MaskRequest(
        Mask256 freeAdapters,
        Mask256 freeDomains,
        Mask256 reserveAdapters,
        Mask256 reserveDomains,
        Optional<Mask256> apmask,
        Optional<Mask256> aqmask) {

    /** Leaves both masks as they are. */
    public static final MaskRequest UNCHANGED =
            new MaskRequest(Mask256.NONE, Mask256.NONE, Mask256.NONE, Mask256.NONE, Optional.empty(), Optional.empty());

    /** The apmask that this makes of the current one. */
    public Mask256 apmaskFrom(Mask256 current) {
        return apmask.orElseGet(() -> current.minus(freeAdapters).or(reserveAdapters));
    }

    /** The aqmask that this makes of the current one. */
    public Mask256 aqmaskFrom(Mask256 current) {
        return aqmask.orElseGet(() -> current.minus(freeDomains).or(reserveDomains));
    }
}
