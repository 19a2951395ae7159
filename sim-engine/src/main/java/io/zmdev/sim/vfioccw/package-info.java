/**
 * The vfio_ccw driver of the kernel: its state machine, the translation of channel programs, its regions and interrupts.
 *
 * <p>Follows drivers/s390/cio/vfio_ccw_*.c of Linux 6.12; what older kernels do otherwise is asked of {@code DriverFeatures}.
 * Its regions are an instance of
 * {@code sim.mmio.region}. Depends on that, {@code sim.channel}, {@code sim.trace} and the model; no I/O, no clock, no thread.
 */
@NullMarked
package io.zmdev.sim.vfioccw;

import org.jspecify.annotations.NullMarked;
