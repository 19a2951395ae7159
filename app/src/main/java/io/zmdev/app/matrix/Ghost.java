package io.zmdev.app.matrix;

import static io.zmdev.app.fx.Texts.text;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.rules.EditCheck;
import io.zmdev.rules.EditCheck.Status;

/**
 * What a drop would do, shown before it is made.
 *
 * @param guest who would get it
 * @param place the adapters and domains under the pointer
 */
record Ghost(String guest, ApMatrix place, EditCheck check) {

    /** The arithmetic: {@code web2 × 05, 06 × 0047, 0050 = 4 queues, 2 taken}. */
    String headline() {
        String ids = Assignment.product(check.product());
        int queues = check.product().queueCount();
        int taken = check.count(Status.TAKEN) + check.count(Status.HOST_OWNED);
        return taken == 0
                ? text("ghost.headline", guest, ids, queues)
                : text("ghost.headlineTaken", guest, ids, queues, taken);
    }

    /** Who has what is taken, or how to go on. */
    String detail() {
        return check.isAccepted() ? text("ghost.allowed") : check.sentence();
    }

    boolean refused() {
        return !check.isAccepted();
    }

    /** How the drop would make a cell of its product look. */
    CellLook over(CellLook look, Apqn apqn) {
        Status status = check.status(apqn);
        if (status.refuses()) {
            return look.withFill(CellLook.Fill.CONFLICT);
        }
        return status == Status.OWN ? look : look.withFill(CellLook.Fill.GHOST);
    }
}
