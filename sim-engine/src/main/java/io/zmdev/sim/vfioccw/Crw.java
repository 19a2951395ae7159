package io.zmdev.sim.vfioccw;

/** Channel report words that the driver makes, without the id of the path. */
final class Crw {

    /** Reporting source channel path (4), error recovery code permanent error (6). */
    static final int CHANNEL_PATH_GONE = 0x0406_0000;

    /** Reporting source channel path (4), error recovery code initialized (2). */
    static final int CHANNEL_PATH_INITIALIZED = 0x0402_0000;

    private Crw() {}
}
