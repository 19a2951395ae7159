package io.zmdev.app.matrix;

import io.zmdev.app.theme.Theme;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a cell is painted. There are not many looks, and each is one object: equal looks are the same, so tens of thousands of
 * cells are compared and painted by reference.
 */
final class CellLook {

    /** The area of a cell. Each differs from the others by more than its colour. */
    enum Fill {
        /** The machine has no such queue. */
        ABSENT(0),
        /** Not known, since something could not be read. */
        UNKNOWN(1),
        /** A queue of the host's drivers. */
        HOST(2),
        /** A queue that nobody has. */
        FREE(3),
        /** Assigned; whether the guest gets it is not asked. */
        ASSIGNED(4),
        /** Assigned, and the guest gets it. */
        EFFECTIVE(5),
        /** Assigned, and the guest does not get it. */
        FILTERED(6),
        /** Would be assigned by the drop that is shown. */
        GHOST(7),
        /** Assigned to two, or refused to the drop that is shown. */
        CONFLICT(8);

        private final int place;

        Fill(int place) {
            this.place = place;
        }
    }

    /** A sign on a cell. */
    enum Mark {
        /** The domain is a control domain of the holder. */
        CONTROL(1),
        /** The card is configured off. */
        OFF(2),
        /** The card is checkstopped. */
        CHECKSTOPPED(4);

        private final int bit;

        Mark(int bit) {
            this.bit = bit;
        }
    }

    private static final int MARK_SETS = 1 << Mark.values().length;

    /** How many looks there are. */
    static final int COUNT = Fill.values().length * Theme.GUEST_HUES * MARK_SETS;

    private static final CellLook[] ALL =
            IntStream.range(0, COUNT).mapToObj(CellLook::new).toArray(CellLook[]::new);

    private final int index;
    private final Fill fill;
    private final int hue;
    private final Set<Mark> marks;

    private CellLook(int index) {
        this.index = index;
        int bits = index % MARK_SETS;
        marks = Arrays.stream(Mark.values())
                .filter(mark -> (bits & bit(mark)) != 0)
                .collect(Collectors.toUnmodifiableSet());
        hue = index / MARK_SETS % Theme.GUEST_HUES;
        fill = Fill.values()[index / MARK_SETS / Theme.GUEST_HUES];
    }

    /** @param hue the number of the holder's hue; only for the fills and marks that show it */
    static CellLook of(Fill fill, int hue, Set<Mark> marks) {
        return of(fill, hue, bits(marks));
    }

    /** @param markBits a {@link #bit} for each mark */
    static CellLook of(Fill fill, int hue, int markBits) {
        return ALL[(fill.place * Theme.GUEST_HUES + hue % Theme.GUEST_HUES) * MARK_SETS + markBits];
    }

    static int bit(Mark mark) {
        return mark.bit;
    }

    /** Its number among all looks, from 0. */
    int index() {
        return index;
    }

    Fill fill() {
        return fill;
    }

    int hue() {
        return hue;
    }

    Set<Mark> marks() {
        return marks;
    }

    CellLook withFill(Fill other) {
        return of(other, hue, index % MARK_SETS);
    }

    CellLook withoutMarks() {
        return of(fill, hue, 0);
    }

    @Override
    public String toString() {
        return "%s in hue %d with %s".formatted(fill, hue, marks);
    }

    private static int bits(Set<Mark> marks) {
        return marks.stream().mapToInt(CellLook::bit).sum();
    }
}
