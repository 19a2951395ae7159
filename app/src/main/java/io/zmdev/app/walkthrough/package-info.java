/**
 * The walkthrough screen: one channel I/O as messages between lanes, stepped forth and back.
 *
 * <p>Sees no other screen.
 */
@NullMarked
package io.zmdev.app.walkthrough;

import org.jspecify.annotations.NullMarked;
