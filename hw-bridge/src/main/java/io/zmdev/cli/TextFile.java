package io.zmdev.cli;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Text files that are no JSON. */
final class TextFile {

    /** Larger files are refused, in bytes. */
    private static final long MAX_SIZE = 64L << 20;

    private TextFile() {}

    /** @throws ZmdevException FILE_UNUSABLE */
    static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw unusable(file, "this is a directory, a file is needed");
            }
            if (Files.size(file) > MAX_SIZE) {
                throw unusable(file, "it has %d bytes, at most %d are read".formatted(Files.size(file), MAX_SIZE));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw unusable(file, "there is no such file");
        } catch (AccessDeniedException e) {
            throw unusable(file, "permission to read it is denied");
        } catch (CharacterCodingException e) {
            throw unusable(file, "it is not UTF-8");
        } catch (IOException e) {
            throw unusable(file, "it can't be read: " + e.getMessage());
        }
    }

    private static ZmdevException unusable(Path file, String message) {
        return new ZmdevException(ErrorCode.FILE_UNUSABLE, file + ": " + message);
    }
}
