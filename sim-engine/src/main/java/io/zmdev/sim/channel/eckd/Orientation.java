package io.zmdev.sim.channel.eckd;

import java.util.List;

/** What of the track has passed the head last. */
enum Orientation {
    /** Unknown: the next record that passes is the next one. */
    NONE(0),
    /** The index point; the home address comes next. */
    INDEX(1),
    /** The home address; R0 comes next. */
    HOME_ADDRESS(2),
    /** The count field of the current record; its key or data come next. */
    COUNT(3),
    /** The key field of the current record; its data come next. */
    KEY(4),
    /** The data field of the current record; the next record comes next. */
    DATA(5);

    private static final List<Orientation> ALL = List.of(values());

    private final int number;

    Orientation(int number) {
        this.number = number;
    }

    /** How the state of the device keeps it. */
    int number() {
        return number;
    }

    static Orientation of(int number) {
        return ALL.get(number);
    }
}
