package io.zmdev.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainWriterTest {

    private static String written(String text) throws IOException {
        StringWriter out = new StringWriter();
        try (PlainWriter writer = new PlainWriter(out)) {
            writer.write("[" + text + "]", 1, text.length());
            writer.write(text.toCharArray(), 0, text.length());
            for (int i = 0; i < text.length(); i++) {
                writer.write(text.charAt(i));
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a line\n\tand another\n", "Prüfstand β 😀", "\u200fright-to-left mark"})
    void textStaysAsItIs(String text) throws IOException {
        assertThat(written(text)).isEqualTo(text.repeat(3));
    }

    @Test
    void escapeSequencesAreShownAndNotObeyed() throws IOException {
        assertThat(written("\u001b[31mred\u001b[0m\u0007")).isEqualTo("\\u001b[31mred\\u001b[0m\\u0007".repeat(3));
        assertThat(written("\u009b2J\r\b\u007f")).isEqualTo("\\u009b2J\\u000d\\u0008\\u007f".repeat(3));
    }

    @Test
    void nothingTurnsTheDirectionOfText() throws IOException {
        assertThat(written("gnp\u202etxt\u2066.")).isEqualTo("gnp\\u202etxt\\u2066.".repeat(3));
    }
}
