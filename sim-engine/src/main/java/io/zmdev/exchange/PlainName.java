package io.zmdev.exchange;

/**
 * What is left of a name where any other character could mean something: comments, file names, task names. Names are only
 * shown there; what a device or guest is, its UUID says.
 */
final class PlainName {

    private static final int LONGEST_LABEL = 60;
    private static final int LONGEST_FILE_NAME = 40;

    private PlainName() {}

    /** For a comment or title in any language: letters and digits of any script, blanks, {@code . _ -}; never empty. */
    static String label(String name) {
        StringBuilder label = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_LABEL)
                .map(c -> Character.isLetterOrDigit(c) || " ._-".indexOf(c) >= 0 ? c : '_')
                .forEach(label::appendCodePoint);
        String plain = label.toString().strip();
        return plain.isEmpty() || plain.startsWith("-") ? "_" + plain : plain;
    }

    /** For one name in a path: ASCII letters and digits, {@code . _ -}, neither hidden nor an option; never empty. */
    static String fileName(String name) {
        StringBuilder file = new StringBuilder();
        name.codePoints()
                .limit(LONGEST_FILE_NAME)
                .map(c -> c < 0x80 && (Character.isLetterOrDigit(c) || "._-".indexOf(c) >= 0) ? c : '_')
                .forEach(file::appendCodePoint);
        String plain = file.toString();
        return plain.isEmpty() || plain.startsWith("-") || plain.startsWith(".") ? "_" + plain : plain;
    }
}
