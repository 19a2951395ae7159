package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are written as a whole or not at all. */
public final class WholeFile {

    private WholeFile() {}

    /**
     * Replaces a file: its old content stays until the new one is on the disk.
     *
     * @param text is written as UTF-8
     * @throws ZmdevException OUTPUT_UNWRITABLE; the old file is untouched then
     */
    public static void replace(Path file, String text) {
        replace(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces a file: its old content stays until the new one is on the disk.
     *
     * @throws ZmdevException OUTPUT_UNWRITABLE; the old file is untouched then
     */
    public static void replace(Path file, byte[] content) {
        Undivided.work(() -> replaced(file, content));
    }

    private static Path replaced(Path file, byte[] content) {
        Path target = file.toAbsolutePath();
        try {
            Path temporary = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
            try {
                try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(content);
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                return Files.move(
                        temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be written: " + e.getMessage(), e);
        }
    }
}
