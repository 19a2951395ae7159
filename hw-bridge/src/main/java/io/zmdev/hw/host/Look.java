package io.zmdev.hw.host;

import io.zmdev.exchange.ShellScript;
import java.util.Optional;

/**
 * Something to look at on a host, among others in one round trip.
 *
 * @param pattern a path
 * @param wildcards what {@code *} and {@code ?} in it are
 * @param shortcut folders where a shell finds the same sooner: for contents, those that hold the entries of the folder before the pattern's first wildcard; for links of such entries, those
 *     that the links lead to, each of which lists the entries that have a link to it
 */
public record Look(Kind kind, String pattern, Wildcards wildcards, Optional<Shortcut> shortcut) {

    /** No character of a path. */
    private static final char END = '\0';

    /**
     * Where a shell finds the same sooner.
     *
     * @param folders a pattern with wildcards in its last name only
     */
    record Shortcut(String folders, Spread spread) {

        /** The folder in which the folders are. */
        String start() {
            return folders.substring(0, folders.lastIndexOf('/') + 1);
        }
    }

    /** Which entries have a file of that name. */
    enum Spread {
        /** All that a wildcard stands for, or none of them: looking at one tells. */
        ALL_OR_NONE,
        /** Any of them. */
        ANY
    }

    /** What {@code *} and {@code ?} are. */
    enum Wildcards {
        /** They stand for what they stand for in a shell, never for a slash. */
        EXPANDED,
        /** Characters of a name like all others. */
        LITERAL
    }

    /** What is looked at. */
    public enum Kind {
        /** The bytes of files. */
        CONTENT,
        /** The first lines of files that have one line; of what else a file has, a host may show it or not. */
        LINE,
        /** The names in directories. */
        NAMES,
        /** Where links lead; for a link to a directory the absolute path. */
        TARGET
    }

    public static Look content(String pattern) {
        return new Look(Kind.CONTENT, pattern, Wildcards.EXPANDED, Optional.empty());
    }

    /** For an attribute of many devices: a host behind a shell shows lines much sooner than whole files. */
    public static Look line(String pattern) {
        return new Look(Kind.LINE, pattern, Wildcards.EXPANDED, Optional.empty());
    }

    public static Look names(String pattern) {
        return new Look(Kind.NAMES, pattern, Wildcards.EXPANDED, Optional.empty());
    }

    public static Look target(String pattern) {
        return new Look(Kind.TARGET, pattern, Wildcards.EXPANDED, Optional.empty());
    }

    /** The same of one path, whatever characters its names have. */
    Look exactly() {
        return new Look(kind, pattern, Wildcards.LITERAL, shortcut);
    }

    /** The same with whole files instead of their first lines. */
    Look whole() {
        return kind == Kind.LINE ? new Look(Kind.CONTENT, pattern, wildcards, shortcut) : this;
    }

    /** The last name of the pattern. */
    String name() {
        return pattern.substring(pattern.lastIndexOf('/') + 1);
    }

    /** The same, which a shell finds in other folders sooner. */
    public Look foundIn(String folders) {
        return new Look(kind, pattern, wildcards, Optional.of(new Shortcut(folders, Spread.ANY)));
    }

    /** The same, which a shell finds in other folders sooner, of all entries there or of none. */
    public Look foundInAll(String folders) {
        return new Look(kind, pattern, wildcards, Optional.of(new Shortcut(folders, Spread.ALL_OR_NONE)));
    }

    /** The pattern as a word of the shell. */
    String word() {
        return switch (wildcards) {
            case EXPANDED -> word(pattern);
            case LITERAL -> ShellScript.quoted(pattern);
        };
    }

    /** A pattern as a word of the shell: only the wildcards keep their meaning. */
    static String word(String pattern) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\n') {
                word.append("'\n'");
            } else if (c < 0x80 && !Character.isLetterOrDigit(c) && "/._-:*?".indexOf(c) < 0) {
                word.append('\\').append(c);
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** The part of every path that matches up to the first wildcard. */
    String literal() {
        return switch (wildcards) {
            case EXPANDED -> literal(pattern);
            case LITERAL -> pattern;
        };
    }

    /** Whether it looks at one path, which is the pattern itself. */
    boolean isExact() {
        return literal().equals(pattern);
    }

    private static String literal(String pattern) {
        int star = pattern.indexOf('*');
        int question = pattern.indexOf('?');
        int first = star < 0 || (question >= 0 && question < star) ? question : star;
        return first < 0 ? pattern : pattern.substring(0, first);
    }

    /** The folder before the first wildcard, with the slash at its end. */
    static String folder(String pattern) {
        String literal = literal(pattern);
        return literal.substring(0, literal.lastIndexOf('/') + 1);
    }

    /** Whether it looks at a path. */
    boolean matches(String path) {
        return switch (wildcards) {
            case EXPANDED -> matchesPattern(path);
            case LITERAL -> path.equals(pattern);
        };
    }

    private boolean matchesPattern(String path) {
        int literal = literal(pattern).length();
        if (!path.regionMatches(0, pattern, 0, literal)) {
            return false;
        }
        int inPattern = literal;
        int inPath = literal;
        int star = -1;
        int afterStar = 0;
        while (inPath < path.length()) {
            char wanted = inPattern < pattern.length() ? pattern.charAt(inPattern) : END;
            if (wanted == '*') {
                star = inPattern++;
                afterStar = inPath;
            } else if (wanted == path.charAt(inPath) || (wanted == '?' && path.charAt(inPath) != '/')) {
                inPattern++;
                inPath++;
            } else if (star >= 0 && path.charAt(afterStar) != '/') {
                // the last star stands for one more character
                inPattern = star + 1;
                inPath = ++afterStar;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }
}
