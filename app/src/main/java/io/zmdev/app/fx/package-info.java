/**
 * JavaFX building blocks without a word of the domain: the thread gate, jobs, pulse coalescing, icons and small controls,
 * and what is remembered from one run to the next ({@code java.util.prefs}).
 *
 * <p>Depends on JavaFX, ControlsFX, {@code assets} and the error codes of the model. Unless a class says otherwise, it belongs to the JavaFX
 * application thread.
 */
@NullMarked
package io.zmdev.app.fx;

import org.jspecify.annotations.NullMarked;
