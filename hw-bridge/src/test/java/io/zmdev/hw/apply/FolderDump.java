package io.zmdev.hw.apply;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Everything in a folder, links not followed: relative path to mode and content of a file, mode of a directory, target of a link. */
final class FolderDump {

    private FolderDump() {}

    static Map<String, String> of(Path folder) {
        Map<String, String> dump = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(p -> !p.equals(folder)).toList()) {
                dump.put(folder.relativize(path).toString(), content(path));
            }
            return dump;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String content(Path path) throws IOException {
        if (Files.isSymbolicLink(path)) {
            return "-> " + Files.readSymbolicLink(path);
        }
        String mode =
                Files.getPosixFilePermissions(path).stream().sorted().toList().toString();
        return Files.isDirectory(path)
                ? mode
                : mode + " " + new String(Files.readAllBytes(path), StandardCharsets.ISO_8859_1);
    }
}
