package io.zmdev.model.ap;

import io.zmdev.model.Observed;
import java.util.Optional;

/**
 * A crypto adapter as the AP bus shows it ({@code /sys/devices/ap/cardXX}).
 *
 * @param type generation and mode
 * @param configured attribute {@code config}: configured on in the LPAR
 * @param checkstopped attribute {@code chkstop}
 * @param online attribute {@code online} of the zcrypt driver
 * @param serialNumber attribute {@code serialnr} of a coprocessor; empty when it shows none
 */
public record Card(
        AdapterId id,
        Observed<CardType> type,
        Observed<Boolean> configured,
        Observed<Boolean> checkstopped,
        Observed<Boolean> online,
        Optional<String> serialNumber) {

    /** A card that shows no serial number. */
    public Card(
            AdapterId id,
            Observed<CardType> type,
            Observed<Boolean> configured,
            Observed<Boolean> checkstopped,
            Observed<Boolean> online) {
        this(id, type, configured, checkstopped, online, Optional.empty());
    }
}
