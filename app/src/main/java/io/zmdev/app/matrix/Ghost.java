package io.zmdev.app.matrix;

import io.zmdev.app.edit.Drop;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import java.util.Set;

/**
 * What a drop would do, shown before it is made.
 *
 * @param place the adapters and domains under the pointer
 * @param product what the guest would have after it: the whole product
 * @param added the queues of the product that the guest does not have yet
 * @param taken the queues of the product that the rules refuse
 * @param headline the arithmetic: {@code web2 × 05, 06 × 0047, 0050 = 4 queues, 2 taken}
 * @param detail who has what is taken, or how to go on
 */
record Ghost(
        ApMatrix place, ApMatrix product, Set<Apqn> added, Set<Apqn> taken, String headline, String detail, Drop drop) {

    Ghost {
        added = Set.copyOf(added);
        taken = Set.copyOf(taken);
    }

    boolean refused() {
        return drop instanceof Drop.Refused;
    }
}
