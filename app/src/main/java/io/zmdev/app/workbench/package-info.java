/**
 * The window around the screens: top bar, rail, panes, drawer with problems and jobs, status bar, command palette.
 *
 * <p>Knows a screen only as {@link io.zmdev.app.workbench.Screen}, never by its class.
 */
@NullMarked
package io.zmdev.app.workbench;

import org.jspecify.annotations.NullMarked;
