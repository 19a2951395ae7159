package io.zmdev.app.project;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Stream;

/**
 * Where projects with unsaved edits are kept, a file for each process: {@code PID.zmdev.json}. Files of processes that are gone
 * were left by a crash.
 *
 * @param pid of the process that writes
 * @param runs whether the process of a number still runs
 */
public record AutosaveFolder(Path folder, long pid, LongPredicate runs) {

    /** The folder of this process and its user, as the XDG base directories say. */
    public static AutosaveFolder ofUser() {
        Path state = Optional.ofNullable(System.getenv("XDG_STATE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "state"));
        return new AutosaveFolder(
                state.resolve("zmdev").resolve("autosave"),
                ProcessHandle.current().pid(),
                number -> ProcessHandle.of(number).isPresent());
    }

    /** The file of this process; its folder is there. */
    Path own() {
        try {
            return Files.createDirectories(folder).resolve(pid + ProjectFile.EXTENSION);
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, folder + ": it can't be made: " + e.getMessage(), e);
        }
    }

    /** The files that a crash left, the newest first. */
    public List<Path> orphans() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(this::isOrphan)
                    .sorted(Comparator.comparingLong(
                                    (Path file) -> file.toFile().lastModified())
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.FILE_UNUSABLE, folder + ": it can't be listed: " + e.getMessage(), e);
        }
    }

    /** Removes a file that is not needed any more. */
    public static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be removed: " + e.getMessage(), e);
        }
    }

    private boolean isOrphan(Path file) {
        String name = file.getFileName().toString();
        String number = name.substring(0, Math.max(0, name.indexOf('.')));
        return name.endsWith(ProjectFile.EXTENSION)
                && number.matches("[0-9]{1,18}")
                && !runs.test(Long.parseLong(number));
    }
}
