/**
 * The configuration space of an emulated PCI function: enough to size and program its BARs.
 *
 * <p>PCI is little-endian. Depends on {@code sim.trace}.
 */
@NullMarked
package io.zmdev.sim.mmio.pci;

import org.jspecify.annotations.NullMarked;
