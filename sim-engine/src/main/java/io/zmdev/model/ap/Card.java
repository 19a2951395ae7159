package io.zmdev.model.ap;

import io.zmdev.model.Observed;

/**
 * A crypto adapter as the AP bus shows it ({@code /sys/devices/ap/cardXX}).
 *
 * @param type generation and mode
 * @param configured attribute {@code config}: configured on in the LPAR
 * @param checkstopped attribute {@code chkstop}
 * @param online attribute {@code online} of the zcrypt driver
 */
public record Card(
        AdapterId id,
        Observed<CardType> type,
        Observed<Boolean> configured,
        Observed<Boolean> checkstopped,
        Observed<Boolean> online) {}
