package io.zmdev.app.workbench;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What the window can be asked for beside its screens.
 *
 * @param program about the program itself; they stand in a menu of their own
 * @param file about the project's file; they stand in a menu of their own
 * @param recent opens files that were open before; they change while the program runs
 * @param exports what makes files for others; they stand in a menu of their own
 */
public record Verbs(
        List<Verb> program, List<Verb> file, Supplier<List<Verb>> recent, List<Verb> exports, List<Verb> others) {

    public Verbs {
        program = List.copyOf(program);
        file = List.copyOf(file);
        exports = List.copyOf(exports);
        others = List.copyOf(others);
    }

    /** Those that are always the same. */
    Stream<Verb> fixed() {
        return Stream.of(file, exports, others, program).flatMap(List::stream);
    }
}
