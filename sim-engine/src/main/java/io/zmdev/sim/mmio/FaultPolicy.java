package io.zmdev.sim.mmio;

import java.util.Locale;

/** What backs a page of a mapped region, as proposed and argued in August 2016. */
public enum FaultPolicy {
    /** Version 6 of the patches: without a callback the mid-layer maps the parent's BAR at the same offset. */
    IDENTITY,
    /** The mid-layer asks the driver's validate_map_request at each first access to a page. */
    VALIDATE,
    /** The driver fills the mapping at mmap() and no access faults. */
    FILL,
    /** There is no handler: the review's outcome, SIGBUS. */
    NONE;

    /** The name in the file formats. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
