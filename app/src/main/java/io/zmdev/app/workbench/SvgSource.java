package io.zmdev.app.workbench;

import java.util.Optional;
import java.util.function.Supplier;

/** What a screen draws, for documents. */
@FunctionalInterface
public interface SvgSource {

    /** A screen that has nothing of the kind. */
    SvgSource NONE = Optional::empty;

    /** Makes the SVG of what is shown, on any thread; empty while there is nothing to draw. Is asked on the JavaFX thread. */
    Optional<Supplier<String>> drawing();
}
