package io.zmdev.exchange;

/** A word of a POSIX shell. */
final class ShellWord {

    private ShellWord() {}

    /** The text as one word: in single quotes, in which nothing has a meaning but the quote itself. A shell can't hold NUL. */
    static String quoted(String text) {
        return "'" + text.replace("\0", "").replace("'", "'\\''") + "'";
    }
}
