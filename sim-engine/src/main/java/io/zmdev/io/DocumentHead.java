package io.zmdev.io;

import java.nio.file.Path;

/**
 * What a JSON document says that it is.
 *
 * @param format such as {@code zmdev.config/1}, empty when it does not say
 * @param kind tells scenarios apart, empty in other documents
 */
public record DocumentHead(String format, String kind) {

    /**
     * Reads a file; what else stands in it is not looked at.
     *
     * @throws io.zmdev.model.ZmdevException FILE_UNUSABLE when it is no JSON object
     */
    public static DocumentHead read(Path file) {
        JsonValue top = JsonInput.read(file).object();
        return new DocumentHead(top.optional("format", JsonValue::text, ""), top.optional("kind", JsonValue::text, ""));
    }
}
