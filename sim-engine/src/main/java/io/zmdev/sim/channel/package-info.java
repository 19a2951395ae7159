/**
 * The channel subsystem: layouts of its control blocks, the interpretation of channel programs, and devices.
 *
 * <p>Two interpreters stand beside each other: what the Principles of Operation describe, and what QEMU's emulated channel
 * subsystem does. Everything is big-endian and bit 0 is the most significant. Depends on {@code sim.kernel}, {@code sim.trace} and
 * the model; no I/O, no clock, no thread.
 */
@NullMarked
package io.zmdev.sim.channel;

import org.jspecify.annotations.NullMarked;
