package io.zmdev.sim.channel.eckd;

import java.util.List;

/** What the commands before have prepared for a write. */
enum Prepared {
    NOTHING(0),
    /** The home address was found or written. */
    HOME_ADDRESS(1),
    /** An identifier was found just before. */
    IDENTIFIER(2),
    /** A key was found just before. */
    KEY(3),
    /** Data, or key and data, were read or written after an identifier was found. */
    IDENTIFIED_RECORD(4),
    /** Data were read or written after a key was found. */
    KEYED_RECORD(5),
    /** A record was formatted. */
    FORMATTED_RECORD(6);

    private static final List<Prepared> ALL = List.of(values());

    private final int number;

    Prepared(int number) {
        this.number = number;
    }

    /** How the state of the device keeps it. */
    int number() {
        return number;
    }

    static Prepared of(int number) {
        return ALL.get(number);
    }
}
