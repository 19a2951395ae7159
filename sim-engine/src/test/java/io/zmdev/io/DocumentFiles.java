package io.zmdev.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The example documents of the tests, and small edits of their text. */
final class DocumentFiles {

    private DocumentFiles() {}

    static String text(String name) {
        try (InputStream in = Objects.requireNonNull(DocumentFiles.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The text with its first {@code old} replaced; fails when there is none. */
    static String edited(String text, String old, String replacement) {
        if (!text.contains(old)) {
            throw new IllegalArgumentException("the document has no " + old);
        }
        return text.replaceFirst(
                java.util.regex.Pattern.quote(old), java.util.regex.Matcher.quoteReplacement(replacement));
    }
}
