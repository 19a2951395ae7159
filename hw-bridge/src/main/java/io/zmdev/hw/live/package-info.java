/**
 * Scenarios on the real kernel: on a device of this machine through VFIO, or as a guest under QEMU inside the lab, and what was seen of
 * them. Depends on the engine, {@code io.zmdev.io}, {@code io.zmdev.exchange} and {@code io.zmdev.hw.nativecalls}; reaches the lab through its
 * shell command alone.
 */
@NullMarked
package io.zmdev.hw.live;

import org.jspecify.annotations.NullMarked;
