package io.zmdev.app.project;

import java.nio.file.Path;
import java.util.List;
import java.util.prefs.Preferences;
import java.util.stream.Stream;

/** The project files that were open last, the newest first; remembered between runs. */
public final class RecentFiles {

    private static final String KEY = "recent";
    private static final int MOST = 8;

    private final Preferences preferences;

    /** @param preferences where they are remembered */
    public RecentFiles(Preferences preferences) {
        this.preferences = preferences;
    }

    public List<Path> list() {
        return preferences.get(KEY, "").lines().map(Path::of).toList();
    }

    /** Puts a file first. A list that is too long for the preferences loses its oldest entries. */
    public void add(Path file) {
        List<String> files = Stream.concat(Stream.of(file.toAbsolutePath()), list().stream())
                .map(Path::toString)
                .distinct()
                .limit(MOST)
                .toList();
        String text = String.join("\n", files);
        while (text.length() > Preferences.MAX_VALUE_LENGTH) {
            text = text.substring(0, text.lastIndexOf('\n'));
        }
        preferences.put(KEY, text);
    }
}
