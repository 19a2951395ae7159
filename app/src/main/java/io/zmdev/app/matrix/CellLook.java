package io.zmdev.app.matrix;

import java.util.Set;

/**
 * How a cell is painted.
 *
 * @param hue the number of the holder's hue; only for the fills and marks that show it
 */
record CellLook(Fill fill, int hue, Set<Mark> marks) {

    /** The area of a cell. Each differs from the others by more than its colour. */
    enum Fill {
        /** The machine has no such queue. */
        ABSENT,
        /** Not known, since something could not be read. */
        UNKNOWN,
        /** A queue of the host's drivers. */
        HOST,
        /** A queue that nobody has. */
        FREE,
        /** Assigned; whether the guest gets it is not asked. */
        ASSIGNED,
        /** Assigned, and the guest gets it. */
        EFFECTIVE,
        /** Assigned, and the guest does not get it. */
        FILTERED,
        /** Would be assigned by the drop that is shown. */
        GHOST,
        /** Assigned to two, or refused to the drop that is shown. */
        CONFLICT
    }

    /** A sign on a cell. */
    enum Mark {
        /** The domain is a control domain of the holder. */
        CONTROL,
        /** The card is configured off. */
        OFF,
        /** The card is checkstopped. */
        CHECKSTOPPED
    }

    CellLook {
        marks = Set.copyOf(marks);
    }

    CellLook withFill(Fill other) {
        return new CellLook(other, hue, marks);
    }

    CellLook withoutMarks() {
        return new CellLook(fill, hue, Set.of());
    }
}
