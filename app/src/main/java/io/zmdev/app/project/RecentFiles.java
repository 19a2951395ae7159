package io.zmdev.app.project;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.prefs.Preferences;
import java.util.stream.Stream;

/** The project files that were open last, the newest first. */
public final class RecentFiles {

    private static final String KEY = "recent";
    private static final int MOST = 8;

    private final Supplier<String> memory;
    private final Consumer<String> remember;

    /**
     * Files kept in a text, a line each.
     *
     * @param memory gives the text that was remembered last, or an empty one
     * @param remember takes a text of at most {@link Preferences#MAX_VALUE_LENGTH} characters
     */
    public RecentFiles(Supplier<String> memory, Consumer<String> remember) {
        this.memory = memory;
        this.remember = remember;
    }

    /** Files that are remembered between runs of the program. */
    public static RecentFiles of(Preferences preferences) {
        return new RecentFiles(() -> preferences.get(KEY, ""), text -> preferences.put(KEY, text));
    }

    public List<Path> list() {
        return memory.get().lines().map(Path::of).toList();
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
        remember.accept(text);
    }
}
