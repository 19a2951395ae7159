package io.zmdev.cli;

import io.zmdev.io.ScenarioListDocument;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.Function;

/**
 * The scenarios of one kind of simulation, as they are named on the command line: a bare word is a built-in one, anything else a
 * file.
 *
 * @param names of the built-in ones
 * @param builtIn reads a built-in one
 * @param file reads one from a file
 * @param note what a scenario teaches
 */
record ScenarioLibrary<S>(
        List<String> names, Function<String, S> builtIn, Function<Path, S> file, Function<S, String> note) {

    /** @throws io.zmdev.model.ZmdevException what the two readers throw */
    S read(String name) {
        return name.matches("[A-Za-z0-9-]+") ? builtIn.apply(name) : file.apply(Path.of(name));
    }

    /** A line for each built-in scenario. */
    String list() {
        Table table = new Table("", "scenario", "what it teaches");
        notes().forEach(table::row);
        return table.text();
    }

    String listAsJson() {
        return ScenarioListDocument.text(notes());
    }

    private SequencedMap<String, String> notes() {
        SequencedMap<String, String> notes = new LinkedHashMap<>();
        names.forEach(name -> notes.put(name, note.apply(builtIn.apply(name))));
        return notes;
    }
}
