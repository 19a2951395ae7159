package io.zmdev.app.matrix;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;

/** How every cell looks. Immutable. */
final class Looks {

    /** Cells of a row after those of the row before. */
    private final CellLook[] cells;

    /** @param cells {@code 256 * adapter + domain}; not copied, so nobody else may keep them */
    Looks(CellLook[] cells) {
        this.cells = cells;
    }

    CellLook at(int adapter, int domain) {
        return cells[adapter * Mask256.SIZE + domain];
    }

    /** These with what a drop would do to the cells of its product. */
    Looks under(Ghost ghost) {
        CellLook[] changed = cells.clone();
        ghost.check().product().queues().forEach(apqn -> {
            int at = index(apqn);
            changed[at] = ghost.over(changed[at], apqn);
        });
        return new Looks(changed);
    }

    private static int index(Apqn apqn) {
        return apqn.adapter().value() * Mask256.SIZE + apqn.domain().value();
    }
}
