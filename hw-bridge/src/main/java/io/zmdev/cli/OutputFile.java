package io.zmdev.cli;

import io.zmdev.io.WholeFile;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Text files that a verb writes into a folder of the user's choice, which is made when it is missing. */
final class OutputFile {

    private OutputFile() {}

    /** Writes it as a whole or not at all. @throws ZmdevException OUTPUT_UNWRITABLE */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be written: " + e.getMessage(), e);
        }
        WholeFile.replace(file, text);
    }
}
