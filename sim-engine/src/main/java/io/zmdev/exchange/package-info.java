/**
 * The text formats of other tools and of our scripts, out and in: pure text, no files but the shell part of scripts, which is
 * one of the assets.
 *
 * <p>Depends on the model, the rules, the plan and, for the logs of kernel and QEMU, on the traces. No state; safe to call from any thread.
 */
@NullMarked
package io.zmdev.exchange;

import org.jspecify.annotations.NullMarked;
