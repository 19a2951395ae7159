/**
 * Diagrams of results as SVG text.
 *
 * <p>Depends on the JDK only.
 */
@NullMarked
package io.zmdev.sim.plot;

import org.jspecify.annotations.NullMarked;
