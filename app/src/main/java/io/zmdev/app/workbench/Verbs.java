package io.zmdev.app.workbench;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the window can be asked for beside its screens.
 *
 * @param exports what makes files for others; they stand in a menu of their own too
 */
public record Verbs(List<Verb> exports, List<Verb> others) {

    public Verbs {
        exports = List.copyOf(exports);
        others = List.copyOf(others);
    }

    Stream<Verb> stream() {
        return Stream.concat(exports.stream(), others.stream());
    }
}
