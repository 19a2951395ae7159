package io.zmdev.sim.channel.eckd;

/** What the commands before have prepared for a write. */
enum Prepared {
    NOTHING,
    /** The home address was found or written. */
    HOME_ADDRESS,
    /** An identifier was found just before. */
    IDENTIFIER,
    /** A key was found just before. */
    KEY,
    /** A record was found, and read or written, or formatted. */
    RECORD
}
