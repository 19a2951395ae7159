/**
 * The open project: the machine, the configuration with its history, and what the rules say about the two.
 *
 * <p>Screens read and edit it through {@link io.zmdev.app.project.Session}. Only the pane has nodes.
 */
@NullMarked
package io.zmdev.app.project;

import org.jspecify.annotations.NullMarked;
