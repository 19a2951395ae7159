package io.zmdev.service;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where zmdev keeps what it did to this machine: {@code $XDG_STATE_HOME/zmdev}, by default {@code ~/.local/state/zmdev}. */
final class LocalState {

    private LocalState() {}

    /** The folder; it is made when it is missing. */
    static Path folder() {
        String configured = System.getenv("XDG_STATE_HOME");
        Path base = configured == null || configured.isBlank()
                ? Path.of(System.getProperty("user.home"), ".local", "state")
                : Path.of(configured);
        Path folder = base.resolve("zmdev");
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, folder + ": the folder can't be made: " + e.getMessage(), e);
        }
    }
}
