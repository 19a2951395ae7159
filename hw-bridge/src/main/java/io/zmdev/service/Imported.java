package io.zmdev.service;

import io.zmdev.io.ConfigurationDocument;
import io.zmdev.io.Document;
import io.zmdev.model.Configuration;
import java.nio.charset.StandardCharsets;
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

    /**
     * What can be read again once it is written: other tools take names that a configuration does not.
     *
     * @param source what messages call it
     * @param base the document that the configuration came from
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE
     */
    static Imported of(String source, Document<Configuration> base, Configuration configuration, List<String> leftOut) {
        String text = ConfigurationDocument.text(base, configuration);
        return new Imported(ConfigurationDocument.parse(source, text.getBytes(StandardCharsets.UTF_8)), leftOut);
    }

    public Configuration configuration() {
        return document.value();
    }
}
