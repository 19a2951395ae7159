package io.zmdev.io;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Replaces a file as a whole while its new content is written piece by piece. */
final class StreamedFile {

    private StreamedFile() {}

    /** What is written. */
    interface Content {
        void write(Writer out) throws IOException;
    }

    /**
     * Writes a file as UTF-8; the old one stays until the new one is complete, and when the content can't be made.
     *
     * @throws ZmdevException OUTPUT_UNWRITABLE
     */
    static void write(Path file, Content content) {
        Path target = file.toAbsolutePath();
        try {
            Path temporary = Undivided.work(() -> beside(target));
            try {
                try (BufferedWriter out = Files.newBufferedWriter(temporary)) {
                    content.write(out);
                }
                Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    /** A new file, which is gone too when the program is ended while it is written. */
    private static Path beside(Path target) {
        try {
            Path temporary = Files.createTempFile(target.getParent(), "." + target.getFileName(), ".new");
            temporary.toFile().deleteOnExit();
            return temporary;
        } catch (IOException e) {
            throw unwritable(target, e);
        }
    }

    private static ZmdevException unwritable(Path file, IOException e) {
        return new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be written: " + e.getMessage(), e);
    }
}
