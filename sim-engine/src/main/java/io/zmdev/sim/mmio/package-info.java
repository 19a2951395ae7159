/**
 * Regions of mediated PCI devices and the ways in which a guest's access to them reaches the driver: every trap path, page faults
 * of mappings, pages pinned for DMA, interrupts back.
 *
 * <p>{@link io.zmdev.sim.mmio.MmioSimulation} turns a {@link io.zmdev.sim.mmio.MmioScenario} into a
 * {@link io.zmdev.sim.mmio.MmioRun}, whose steps and time travel are those of channel I/O. A deterministic fold without I/O, clock
 * or thread. The machine is an x86 host, as in the discussions of 2016; values are little-endian.
 */
@NullMarked
package io.zmdev.sim.mmio;

import org.jspecify.annotations.NullMarked;
