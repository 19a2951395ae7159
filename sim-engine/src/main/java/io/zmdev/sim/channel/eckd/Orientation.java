package io.zmdev.sim.channel.eckd;

/** What of the track has passed the head last. */
enum Orientation {
    /** Unknown: the next record that passes is the next one. */
    NONE,
    /** The index point; the home address comes next. */
    INDEX,
    /** The home address; R0 comes next. */
    HOME_ADDRESS,
    /** The count field of the current record; its key or data come next. */
    COUNT,
    /** The key field of the current record; its data come next. */
    KEY,
    /** The data field of the current record; the next record comes next. */
    DATA
}
