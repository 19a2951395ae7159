/**
 * The desktop program: {@code Main} starts it, {@link io.zmdev.app.StudioWindow} wires the parts together.
 *
 * <p>The only package that knows every screen. May depend on everything below it.
 */
@NullMarked
package io.zmdev.app;

import org.jspecify.annotations.NullMarked;
