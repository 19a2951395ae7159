package io.zmdev.plan;

import java.util.List;

/** What a path of sysfs shall answer. */
public sealed interface Expectation {

    String path();

    /**
     * The content of an attribute.
     *
     * @param text without the last newline
     */
    record Content(String path, String text) implements Expectation {}

    /**
     * A link such as {@code driver} or a device of a bus.
     *
     * @param name the last name of its target
     */
    record Target(String path, String name) implements Expectation {}

    /**
     * The names in a directory; a missing directory has none.
     *
     * @param names sorted
     */
    record Names(String path, List<String> names) implements Expectation {

        public Names {
            names = names.stream().sorted().toList();
        }
    }

    /** A directory that shall be there, whatever it holds. */
    record Directory(String path) implements Expectation {}

    /** Nothing: neither file nor directory nor link. */
    record Missing(String path) implements Expectation {}
}
