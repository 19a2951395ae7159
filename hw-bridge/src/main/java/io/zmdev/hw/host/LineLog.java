package io.zmdev.hw.host;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A text file that only grows by whole lines. An appended line is on the disk when {@link #append} returns. A last line
 * without its newline was cut off by a crash before anything came of it: reading takes it away and says so.
 *
 * <p>Lines are UTF-8 and end with a newline; other control characters are kept. Callers see to it that one process writes at a
 * time.
 */
public final class LineLog {

    private final Path file;

    public LineLog(Path file) {
        this.file = file;
    }

    /**
     * Lines of the file.
     *
     * @param end the offset behind them, in bytes
     */
    public record Lines(List<String> lines, long end) {

        public Lines {
            lines = List.copyOf(lines);
        }
    }

    /** The file's size in bytes, 0 when it is missing. */
    public long size() {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * The lines from an offset on; none when the file is missing.
     *
     * @param from an offset in bytes at which a line begins
     * @throws ZmdevException FILE_UNUSABLE when the file can't be read or is shorter than the offset
     */
    public Lines read(long from, Consumer<String> notices) {
        if (!Files.exists(file)) {
            return new Lines(List.of(), 0);
        }
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length < from) {
                throw new ZmdevException(
                        ErrorCode.FILE_UNUSABLE,
                        file + ": it got shorter while it was in use; restore it or start afresh");
            }
            List<String> lines = new ArrayList<>();
            int start = (int) from;
            for (int at = start; at < bytes.length; at++) {
                if (bytes[at] == '\n') {
                    lines.add(new String(bytes, start, at - start, StandardCharsets.UTF_8));
                    start = at + 1;
                }
            }
            if (start < bytes.length) {
                cutOff(start, bytes.length - start, notices);
            }
            return new Lines(lines, start);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void cutOff(long end, int length, Consumer<String> notices) throws IOException {
        notices.accept("%s: the last line was cut off by a crash; its %d bytes are taken away".formatted(file, length));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
    }

    /**
     * Appends a line.
     *
     * @throws IllegalArgumentException when it holds a newline
     * @throws ZmdevException OUTPUT_UNWRITABLE
     */
    public void append(String line) {
        if (line.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("more than one line");
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long end = channel.size();
            try {
                channel.position(end);
                ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            } catch (IOException e) {
                takeAway(channel, end, e);
                throw e;
            }
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be written: " + e.getMessage(), e);
        }
    }

    /** What a full disk took of a line is no line. */
    private static void takeAway(FileChannel channel, long end, IOException failure) {
        try {
            channel.truncate(end);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private ZmdevException unusable(IOException e) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, file + ": it can't be read: " + e.getMessage(), e);
    }
}
