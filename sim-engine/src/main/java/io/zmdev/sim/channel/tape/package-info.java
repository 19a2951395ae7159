/**
 * A 3590 tape drive: blocks and tape marks on a sparse area, and the commands of the drive.
 *
 * <p>Depends on {@code sim.channel} and {@code sim.trace}; no I/O, no clock, no thread.
 */
@NullMarked
package io.zmdev.sim.channel.tape;

import org.jspecify.annotations.NullMarked;
