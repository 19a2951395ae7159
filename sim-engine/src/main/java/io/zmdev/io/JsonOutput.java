package io.zmdev.io;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;

/** Writes JSON: two blanks of indentation, lists of values on one line, a newline at the end; the same bytes every time. */
final class JsonOutput {

    private JsonOutput() {}

    static String text(JsonNode tree) {
        try {
            return JsonInput.MAPPER.writer(new Layout()).writeValueAsString(tree) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of plain nodes can always be written", e);
        }
    }

    /**
     * Replaces a file as a whole: its old content stays until the new one is on the disk.
     *
     * @throws io.zmdev.model.ZmdevException OUTPUT_UNWRITABLE; the old file is untouched then
     */
    static void write(Path file, JsonNode tree) {
        WholeFile.replace(file, text(tree));
    }

    private static final class Layout extends DefaultPrettyPrinter {

        Layout() {
            super(Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER));
            indentObjectsWith(new DefaultIndenter("  ", "\n"));
        }

        private Layout(Layout base) {
            super(base);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Layout(this);
        }

        @Override
        public void writeStartArray(JsonGenerator g) throws IOException {
            g.writeRaw('[');
        }

        @Override
        public void beforeArrayValues(JsonGenerator g) {
            // values follow the bracket at once
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator g) throws IOException {
            g.writeRaw(", ");
        }

        @Override
        public void writeEndArray(JsonGenerator g, int nrOfValues) throws IOException {
            g.writeRaw(']');
        }
    }
}
