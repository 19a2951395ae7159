package io.zmdev.app.walkthrough;

import java.util.Optional;

/**
 * A CCW of the guest and what became of it.
 *
 * @param address guest address
 * @param guest the CCW in format 1
 * @param host the translated CCW, empty while it is as the guest wrote it
 * @param current whether the current step reads or writes it
 */
record ProgramLine(long address, long guest, Optional<HostCcw> host, boolean current) {

    /**
     * A translated CCW.
     *
     * @param ccw in format 1, with host addresses
     * @param firstIdaw what its list begins with, empty when it has none
     */
    record HostCcw(long ccw, Optional<Long> firstIdaw) {}
}
