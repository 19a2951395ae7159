package io.zmdev.service;

import io.zmdev.exchange.ExportFile;
import io.zmdev.io.Undivided;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The folder that an export is written to. {@code .zmdev-export} in it lists what was written with its SHA-256, so that the next
 * export replaces its own files and nobody else's.
 */
public final class ExportFolder {

    private static final String MANIFEST = ".zmdev-export";

    private final Path folder;
    private final SortedMap<String, String> written;

    private ExportFolder(Path folder) throws IOException {
        this.folder = folder;
        this.written = new TreeMap<>();
        Path manifest = folder.resolve(MANIFEST);
        if (Files.isRegularFile(manifest, LinkOption.NOFOLLOW_LINKS)) {
            Files.readString(manifest)
                    .lines()
                    .filter(line -> line.matches("[0-9a-f]{64}  .+"))
                    .forEach(line -> {
                        written.put(line.substring(66), line.substring(0, 64));
                    });
        }
    }

    /** What is done about a file that the last export did not write, or that somebody changed since. */
    public enum ForeignFiles {
        REFUSE,
        REPLACE
    }

    /**
     * Writes an export; each file is replaced as a whole, and Ctrl+C finds all of them replaced or none. Files of the last export that
     * are not in this one are removed.
     *
     * @param folder is made when it is missing
     * @return the files, in the order of the export
     * @throws ZmdevException OUTPUT_UNWRITABLE; when a foreign file is refused, nothing was written
     */
    public static List<Path> write(Path folder, List<ExportFile> files, ForeignFiles foreign) {
        return Undivided.work(() -> written(folder, files, foreign));
    }

    private static List<Path> written(Path folder, List<ExportFile> files, ForeignFiles foreign) {
        try {
            Files.createDirectories(folder);
            ExportFolder target = new ExportFolder(folder);
            for (ExportFile file : files) {
                target.check(file, foreign);
            }
            return target.replace(files);
        } catch (IOException e) {
            throw new ZmdevException(
                    ErrorCode.OUTPUT_UNWRITABLE, folder + ": it can't be written: " + e.getMessage(), e);
        }
    }

    private void check(ExportFile file, ForeignFiles foreign) throws IOException {
        Path path = path(file.path());
        for (Path parent = path.getParent(); parent != null && !parent.equals(folder); parent = parent.getParent()) {
            if (Files.exists(parent, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
                throw unwritable(parent, "it is no folder; an export does not follow links out of its own");
            }
        }
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            throw unwritable(path, "there is a folder in the place of a file");
        }
        if (foreign == ForeignFiles.REFUSE
                && !(Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && isOurs(path, file))) {
            throw unwritable(path, "it is not from the last export or was changed since; give --force to replace it");
        }
    }

    private boolean isOurs(Path path, ExportFile file) throws IOException {
        byte[] found = Files.readAllBytes(path);
        return hash(found).equals(written.get(file.path()))
                || file.content().equals(new String(found, StandardCharsets.UTF_8));
    }

    private List<Path> replace(List<ExportFile> files) throws IOException {
        List<Path> paths = new ArrayList<>();
        StringBuilder manifest = new StringBuilder();
        SortedMap<String, String> stale = new TreeMap<>(written);
        for (ExportFile file : files) {
            Path path = path(file.path());
            byte[] content = file.content().getBytes(StandardCharsets.UTF_8);
            replace(path, content, file.executable());
            manifest.append(hash(content)).append("  ").append(file.path()).append('\n');
            stale.remove(file.path());
            paths.add(path);
        }
        for (var old : stale.entrySet()) {
            Path path = path(old.getKey());
            if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                    && hash(Files.readAllBytes(path)).equals(old.getValue())) {
                Files.delete(path);
            }
        }
        replace(folder.resolve(MANIFEST), manifest.toString().getBytes(StandardCharsets.UTF_8), false);
        return paths;
    }

    private static void replace(Path path, byte[] content, boolean executable) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path temporary = Files.createTempFile(parent, ".zmdev", ".new");
        try {
            Files.write(temporary, content);
            Files.setPosixFilePermissions(
                    temporary, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** A path of an export or of its list, which anybody may have edited, never leaves the folder. */
    private Path path(String relative) {
        Path root = folder.toAbsolutePath().normalize();
        if (!root.resolve(relative).normalize().startsWith(root)) {
            throw unwritable(folder, "'" + relative + "' would leave the folder");
        }
        return folder.resolve(relative);
    }

    private static String hash(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static ZmdevException unwritable(Path path, String message) {
        return new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, path + ": " + message);
    }
}
