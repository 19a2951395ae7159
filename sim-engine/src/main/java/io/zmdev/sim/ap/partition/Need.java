package io.zmdev.sim.ap.partition;

import io.zmdev.model.ap.CardType.Mode;
import io.zmdev.model.ap.Mask256;
import java.util.Set;

/**
 * What a guest needs of a passthrough matrix.
 *
 * @param adapters the real adapters that it may have
 * @param domains the real domains that it may have
 * @param modes the modes of card that it needs
 * @param redundancy how many cards of each of these modes at least
 * @param keys whether all its coprocessor queues of one mode must have the same known master key
 */
public record Need(String guest, Mask256 adapters, Mask256 domains, Set<Mode> modes, int redundancy, Keys keys) {

    public Need {
        modes = Set.copyOf(modes);
    }

    /** What the guest's work asks of master keys. */
    public enum Keys {
        /** Clear-key work: any queue. */
        ANY,
        /** Secure-key work: equivalent queues only. */
        SAME
    }
}
