package io.zmdev.app.edit;

import io.zmdev.model.Configuration;

/**
 * An edit that can be undone.
 *
 * @param name what it does, as people read it after "Undo": {@code assign web2}
 * @param outcome the configuration after it
 */
public record Command(String name, Configuration outcome) {}
