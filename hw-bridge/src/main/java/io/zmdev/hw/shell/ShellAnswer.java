package io.zmdev.hw.shell;

import java.nio.charset.StandardCharsets;

/**
 * What a script left.
 *
 * @param status its exit status, 0..255
 * @param output standard output
 * @param errors standard error
 */
@SuppressWarnings("ArrayRecordComponent") // megabytes that are read once
public record ShellAnswer(int status, byte[] output, byte[] errors) {

    /** Standard output, one character for each byte (ISO 8859-1). */
    public String text() {
        return new String(output, StandardCharsets.ISO_8859_1);
    }

    /** Standard error, one character for each byte (ISO 8859-1). */
    public String complaint() {
        return new String(errors, StandardCharsets.ISO_8859_1);
    }
}
