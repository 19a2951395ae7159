/**
 * The text formats of other tools and of our scripts, out and in: pure text, no files.
 *
 * <p>Depends on the model and the rules. No state; safe to call from any thread.
 */
@NullMarked
package io.zmdev.exchange;

import org.jspecify.annotations.NullMarked;
