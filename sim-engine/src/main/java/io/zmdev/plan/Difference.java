package io.zmdev.plan;

/**
 * Something that is not as it should be.
 *
 * @param found what the path answers, for people
 */
public record Difference(Expectation expected, String found) {

    /** {@code PATH is X, expected Y}. */
    public String sentence() {
        return expected.path() + " is " + found + ", expected " + expectation();
    }

    private String expectation() {
        return switch (expected) {
            case Expectation.Content(String path, String text) -> quoted(text);
            case Expectation.Target(String path, String name) -> "a link to " + name;
            case Expectation.Names(String path, java.util.List<String> names) -> quoted(String.join(" ", names));
            case Expectation.Directory directory -> "there";
            case Expectation.Missing missing -> "missing";
        };
    }

    /** A content or list as a difference prints it. */
    public static String quoted(String text) {
        return text.isEmpty() ? "empty" : "'" + text.replace("\n", " ") + "'";
    }
}
