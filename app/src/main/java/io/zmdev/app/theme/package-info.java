/**
 * Colours and fonts: the tokens of a theme, read once and used by the style sheet and by painters alike.
 *
 * <p>Depends on JavaFX and {@code assets} only.
 */
@NullMarked
package io.zmdev.app.theme;

import org.jspecify.annotations.NullMarked;
