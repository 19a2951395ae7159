package io.zmdev.cli;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/**
 * Text that a terminal shows and never obeys: of the control characters only newline and tab pass, the others and those that turn
 * the direction of text are written as {@code \}{@code u001b}. Everything that the program prints passes here, so that no
 * name in a file and no answer of a host reaches a terminal as a command.
 */
final class PlainWriter extends FilterWriter {

    PlainWriter(Writer out) {
        super(out);
    }

    @Override
    public void write(int c) throws IOException {
        write(Character.toString((char) c));
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
        write(new String(text, offset, length));
    }

    @Override
    public void write(String text, int offset, int length) throws IOException {
        int begin = offset;
        for (int i = offset; i < offset + length; i++) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                out.write(text, begin, i - begin);
                out.write("\\u%04x".formatted((int) c));
                begin = i + 1;
            }
        }
        out.write(text, begin, offset + length - begin);
    }

    private static boolean isPlain(char c) {
        return c == '\n' || c == '\t' || !(Character.isISOControl(c) || turnsDirection(c));
    }

    /** The embeddings, overrides and isolates of the bidirectional algorithm (UAX #9). */
    private static boolean turnsDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }
}
