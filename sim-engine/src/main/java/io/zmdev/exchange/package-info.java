/**
 * The text formats of other tools and of our scripts, out and in: pure text, no files.
 *
 * <p>Depends on the model, the rules and the plan. No state; safe to call from any thread.
 */
@NullMarked
package io.zmdev.exchange;

import org.jspecify.annotations.NullMarked;
