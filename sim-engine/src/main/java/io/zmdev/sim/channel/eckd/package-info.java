/**
 * An ECKD DASD: a 3390 behind a 3990 storage control. Geometry, tracks of count-key-data records on a sparse area, the commands of
 * the storage control with their sense data.
 *
 * <p>Everything is big-endian. Depends on {@code sim.channel} and {@code sim.trace}; no I/O, no clock, no thread.
 */
@NullMarked
package io.zmdev.sim.channel.eckd;

import org.jspecify.annotations.NullMarked;
