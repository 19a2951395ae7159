package io.zmdev.app.project;

import io.zmdev.app.fx.Memory;
import java.nio.file.Path;
import java.util.List;
import java.util.prefs.Preferences;
import java.util.stream.Stream;

/** The project files that were open last, the newest first. */
public final class RecentFiles {

    private static final String KEY = "recent";
    private static final int MOST = 8;

    private final Memory memory;

    /** Files that the memory has, a line each. */
    public RecentFiles(Memory memory) {
        this.memory = memory;
    }

    public List<Path> list() {
        return memory.recall(KEY).orElse("").lines().map(Path::of).toList();
    }

    /** Puts a file first. A list that is too long loses its oldest entries. */
    public void add(Path file) {
        List<String> files = Stream.concat(Stream.of(file.toAbsolutePath()), list().stream())
                .map(Path::toString)
                .distinct()
                .limit(MOST)
                .toList();
        String text = String.join("\n", files);
        while (text.length() > Preferences.MAX_VALUE_LENGTH) {
            text = text.substring(0, Math.max(0, text.lastIndexOf('\n')));
        }
        memory.keep(KEY, text);
    }
}
