/**
 * Editing a configuration: commands, the history of them, and dragging something onto a target that answers what a drop would
 * do.
 *
 * <p>A configuration is immutable, so a command is a name and the configuration after it. Depends on the model, the rules and
 * {@code javafx.beans}; knows no controls.
 */
@NullMarked
package io.zmdev.app.edit;

import org.jspecify.annotations.NullMarked;
