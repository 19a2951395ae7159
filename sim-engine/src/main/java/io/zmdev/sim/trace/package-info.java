/**
 * Recording and time travel: the whole changing state of a simulation is bytes in named areas, every write of a step is logged,
 * and any step can be reached again in both directions.
 *
 * <p>Depends on the JDK only; no clock, no thread, no I/O. Nothing here is safe for use by several threads at once.
 */
@NullMarked
package io.zmdev.sim.trace;

import org.jspecify.annotations.NullMarked;
