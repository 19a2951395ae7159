/**
 * What every discrete simulation needs: a calendar of events in a total order, and streams of random numbers that depend on
 * nothing but their seed and name.
 *
 * <p>Knows no word of channel I/O or cryptography. Depends on the JDK only; no clock, no thread, no I/O. Nothing here is safe for
 * use by several threads at once.
 */
@NullMarked
package io.zmdev.sim.kernel;

import org.jspecify.annotations.NullMarked;
