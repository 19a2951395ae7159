/**
 * The queue lab: guests that share crypto cards, how fast they ask, and what each dispatching policy makes of it.
 *
 * <p>Sees no other screen.
 */
@NullMarked
package io.zmdev.app.queuelab;

import org.jspecify.annotations.NullMarked;
