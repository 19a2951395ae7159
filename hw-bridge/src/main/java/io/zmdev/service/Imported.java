package io.zmdev.service;

import io.zmdev.io.Document;
import io.zmdev.model.Configuration;
import java.util.List;

/**
 * What an import gave.
 *
 * @param leftOut what was there and is not in the configuration, each by its name and with the reason
 */
public record Imported(Document<Configuration> document, List<String> leftOut) {

    public Imported {
        leftOut = List.copyOf(leftOut);
    }

    public Configuration configuration() {
        return document.value();
    }
}
