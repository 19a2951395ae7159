/**
 * Makes the steps of a plan on a host as one transaction: fingerprint, journal, write, read-back, and the way back.
 *
 * <p>Depends on the hosts, the plan and the document package (for the journal's lines). One transaction at a time on a host:
 * it holds the host's lock.
 */
@NullMarked
package io.zmdev.hw.apply;

import org.jspecify.annotations.NullMarked;
