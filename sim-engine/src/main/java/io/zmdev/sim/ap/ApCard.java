package io.zmdev.sim.ap;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.CardType;

/**
 * A crypto card as the simulation needs it.
 *
 * @param engines how many messages it works on at once; all its domains share them
 * @param depth how many messages each of its queues holds, 1..16 ({@code qd} + 1 of TAPQ)
 * @param configured configured on
 */
public record ApCard(AdapterId id, CardType type, int engines, int depth, boolean configured) {

    /** The greatest depth that TAPQ can report: {@code qd} has four bits. */
    public static final int MAX_DEPTH = 16;

    /** @throws IllegalArgumentException when there is no engine or the depth is not in 1..16 */
    public ApCard {
        if (engines < 1) {
            throw new IllegalArgumentException("card " + id + " needs at least one engine");
        }
        if (depth < 1 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth %d of card %s is not in 1..%d".formatted(depth, id, MAX_DEPTH));
        }
    }

    /** The same card configured off. */
    public ApCard deconfigured() {
        return new ApCard(id, type, engines, depth, false);
    }
}
