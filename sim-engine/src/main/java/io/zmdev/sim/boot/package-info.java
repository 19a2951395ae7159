/**
 * A boot, rehearsed: what a machine makes of its persistent files, in the order in which Linux, udev, mdevctl and libvirt take
 * them, on an emulated machine with the same hardware.
 *
 * <p>Pure: depends on the model and on {@code sim.host}, reads and writes nothing.
 */
@NullMarked
package io.zmdev.sim.boot;

import org.jspecify.annotations.NullMarked;
