package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text file of any length line by line, in bounded memory: UTF-8, lines of at most 1 MiB. Whatever is wrong is FILE_UNUSABLE
 * and names file and line. For one thread.
 */
final class TextLines implements AutoCloseable {

    private static final int MAX_LINE = 1 << 20;
    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    private byte[] line = new byte[256];
    private int at;
    private int end;
    private long number;

    private TextLines(Path file, InputStream in) {
        this.file = file;
        this.in = in;
    }

    /** @throws ZmdevException FILE_UNUSABLE */
    static TextLines open(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unusable(file, "this is a directory, a file is needed");
            }
            return new TextLines(file, Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file");
        } catch (AccessDeniedException e) {
            throw unusable(file, "permission to read it is denied");
        } catch (IOException e) {
            throw unusable(file, "it can't be read: " + e.getMessage());
        }
    }

    /** The number of the line that {@link #next()} returned last, from 1. */
    long number() {
        return number;
    }

    /** What messages call the place: file and line. */
    Place place() {
        return new Place(file, number);
    }

    /** A line of a file; its text names both. */
    record Place(Path file, long line) {

        @Override
        public String toString() {
            return "%s: line %d".formatted(file, line);
        }
    }

    /** The next line without its end; null after the last. */
    @Nullable
    String next() {
        int length = 0;
        while (true) {
            if (at == end && !fill()) {
                if (length == 0) {
                    return null;
                }
                number++;
                return text(length);
            }
            int stop = at;
            while (stop < end && buffer[stop] != '\n') {
                stop++;
            }
            int count = stop - at;
            if (length + count > MAX_LINE) {
                throw unusable(
                        file, "line %d is longer than %d bytes: this is no such text".formatted(number + 1, MAX_LINE));
            }
            if (length + count > line.length) {
                line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
            }
            System.arraycopy(buffer, at, line, length, count);
            length += count;
            at = stop;
            if (at < end) {
                at++;
                number++;
                return text(length);
            }
        }
    }

    private boolean fill() {
        try {
            end = Math.max(in.read(buffer), 0);
            at = 0;
            return end > 0;
        } catch (IOException e) {
            throw unusable(file, "it can't be read after line %d: %s".formatted(number, e.getMessage()));
        }
    }

    private String text(int length) {
        int from = number == 1 && startsWithMark(length) ? 3 : 0;
        int to = length > from && line[length - 1] == '\r' ? length - 1 : length;
        for (int i = from; i < to; i++) {
            if (line[i] == 0) {
                throw unusable(file, "line %d holds a zero byte: this is binary or not UTF-8".formatted(number));
            }
        }
        try {
            return decoder.decode(ByteBuffer.wrap(line, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            throw unusable(file, "line %d is not UTF-8; save the file as UTF-8".formatted(number));
        }
    }

    /** A byte order mark. */
    private boolean startsWithMark(int length) {
        return length >= 3 && line[0] == (byte) 0xef && line[1] == (byte) 0xbb && line[2] == (byte) 0xbf;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unusable(file, "it can't be closed: " + e.getMessage());
        }
    }

    private static ZmdevException unusable(Path file, String message) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, file + ": " + message);
    }
}
