/**
 * An emulated machine: its sysfs tree answers reads and writes with the values and errnos of a Linux kernel on s390x with the
 * AP bus, zcrypt, vfio_ap, mdev, the channel subsystem and vfio_ccw.
 *
 * <p>The tree is computed from small state records; each subsystem has one class with a table of its attributes. Depends on
 * the model and the rules. Deterministic: the same operations on the same definition give the same answers. Nothing here is
 * thread-safe.
 */
@NullMarked
package io.zmdev.sim.host;

import org.jspecify.annotations.NullMarked;
