/**
 * System calls that Java has no way to make with their errno: one write(2), delete_module(2), ioctl(2) and what else a device of VFIO
 * needs.
 *
 * <p>The only package that knows JNA. Linux only; the library is loaded at the first call.
 */
@NullMarked
package io.zmdev.hw.nativecalls;

import org.jspecify.annotations.NullMarked;
