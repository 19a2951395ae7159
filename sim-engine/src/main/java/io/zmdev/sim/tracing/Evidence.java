package io.zmdev.sim.tracing;

import java.util.Locale;

/** How it is known that a step happened. */
public enum Evidence {
    /** A line of a log says so. */
    OBSERVED,
    /** It follows from what a log says before and after. */
    INFERRED,
    /** The simulator did it. */
    SIMULATED;

    /** The name in the file formats. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
