/**
 * A recording played forth and back: its steps as messages between lanes, as a row of ticks, and as a table.
 *
 * <p>Sees no screen; the screens that play something see it.
 */
@NullMarked
package io.zmdev.app.playback;

import org.jspecify.annotations.NullMarked;
