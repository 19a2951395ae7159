package io.zmdev.app.edit;

import io.zmdev.model.Configuration;
import java.util.function.UnaryOperator;

/**
 * An edit that can be undone.
 *
 * @param name what it does, as people read it after "Undo": {@code assign web2}
 * @param change makes the configuration after it from the one before it; pure
 */
public record Command(String name, UnaryOperator<Configuration> change) {

    /** The configuration after the edit. */
    public Configuration applyTo(Configuration before) {
        return change.apply(before);
    }
}
