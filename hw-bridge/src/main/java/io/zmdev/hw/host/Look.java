package io.zmdev.hw.host;

import java.util.regex.Pattern;

/**
 * Something to look at on a host, among others in one round trip.
 *
 * @param pattern a path in which {@code *}, {@code ?} and {@code [...]} stand for what they stand for in a shell, but never for a
 *     slash
 */
public record Look(Kind kind, String pattern) {

    /** What is looked at. */
    public enum Kind {
        /** The bytes of files. */
        CONTENT,
        /** The names in directories. */
        NAMES,
        /** Where links lead; for a link to a directory the absolute path. */
        TARGET
    }

    public static Look content(String pattern) {
        return new Look(Kind.CONTENT, pattern);
    }

    public static Look names(String pattern) {
        return new Look(Kind.NAMES, pattern);
    }

    public static Look target(String pattern) {
        return new Look(Kind.TARGET, pattern);
    }

    /** The pattern as a word of the shell: only the wildcards keep their meaning. */
    String word() {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '\n') {
                word.append("'\n'");
            } else if (c < 0x80 && !Character.isLetterOrDigit(c) && "/._-:*?[]".indexOf(c) < 0) {
                word.append('\\').append(c);
            } else {
                word.append(c);
            }
        }
        return word.toString();
    }

    /** The part of every path that matches up to the first wildcard. */
    String literal() {
        return pattern.split("[*?\\[]", 2)[0];
    }

    /** The paths that it looks at. */
    Pattern regex() {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[', ']' -> regex.append(c);
                default ->
                    regex.append(
                            Character.isLetterOrDigit(c) || c == '-'
                                    ? String.valueOf(c)
                                    : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
