/**
 * The rules of the kernel and of the architecture as pure functions over the model, each written once: the emulated machine,
 * the validator, the planner and the screens all call them.
 *
 * <p>Depends on the model only. No state, no I/O, no clock; safe to call from any thread.
 */
@NullMarked
package io.zmdev.rules;

import org.jspecify.annotations.NullMarked;
