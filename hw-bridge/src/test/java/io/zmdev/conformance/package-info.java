/**
 * Holds what zmdev says against the real kernel in the lab ({@code ./zmdev lab conform}): the same sysfs scripts on the emulated
 * machine and on Linux, the same channel programs in the simulator and on the real vfio_ccw. Depends on the engine and on the
 * generators of {@code io.zmdev.testing}; reaches the lab through its shell command alone.
 */
@NullMarked
package io.zmdev.conformance;

import org.jspecify.annotations.NullMarked;
