package io.zmdev.app.matrix;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.Set;

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

    /** These with the queues of a product as the ones that would be reached. */
    Looks lit(ApMatrix product) {
        CellLook[] changed = cells.clone();
        product.queues().forEach(apqn -> changed[index(apqn)] = changed[index(apqn)].withFill(CellLook.Fill.GHOST));
        return new Looks(changed);
    }

    /** These as they would be if no guest got the queues. */
    Looks without(Set<Apqn> queues) {
        if (queues.isEmpty()) {
            return this;
        }
        CellLook[] changed = cells.clone();
        queues.forEach(apqn -> changed[index(apqn)] = changed[index(apqn)].withFill(CellLook.Fill.FILTERED));
        return new Looks(changed);
    }

    private static int index(Apqn apqn) {
        return apqn.adapter().value() * Mask256.SIZE + apqn.domain().value();
    }
}
