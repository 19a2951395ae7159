/**
 * The regions of a VFIO device: what VFIO_DEVICE_GET_REGION_INFO tells of each, and how a leaf driver lays them out in the device
 * file. vfio-pci, mediated PCI devices and vfio-ccw are instances.
 *
 * <p>Depends on the JDK only; immutable values, safe for use by several threads.
 */
@NullMarked
package io.zmdev.sim.mmio.region;

import org.jspecify.annotations.NullMarked;
