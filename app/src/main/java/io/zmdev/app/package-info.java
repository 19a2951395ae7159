/**
 * The desktop program: the command line finds {@link io.zmdev.app.StudioDesktop}, {@code StudioWindow} wires the parts together.
 *
 * <p>The only package that knows every screen. May depend on everything below it.
 */
@NullMarked
package io.zmdev.app;

import org.jspecify.annotations.NullMarked;
