package io.zmdev.sim.host;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.MdevUuid;

/** A vfio_ap passthrough device ({@code struct ap_matrix_mdev}). */
final class MatrixMdev extends Mdev {

    private ApMatrix assigned = ApMatrix.EMPTY;
    private ApMatrix guest = ApMatrix.EMPTY;
    private ApMatrix added = ApMatrix.EMPTY;

    MatrixMdev(MdevCore core, MdevParent parent, MdevUuid uuid) {
        super(core, parent, uuid);
    }

    /** What was assigned to it. */
    ApMatrix assigned() {
        return assigned;
    }

    void assign(ApMatrix matrix) {
        assigned = matrix;
    }

    /** The shadow APCB: what a guest has or would get. */
    ApMatrix guest() {
        return guest;
    }

    void setGuest(ApMatrix matrix) {
        guest = matrix;
    }

    /** Assigned ids that the LPAR got and that await the end of the scan. */
    ApMatrix added() {
        return added;
    }

    void setAdded(ApMatrix matrix) {
        added = matrix;
    }

    void clear() {
        assigned = ApMatrix.EMPTY;
        guest = ApMatrix.EMPTY;
        added = ApMatrix.EMPTY;
    }
}
