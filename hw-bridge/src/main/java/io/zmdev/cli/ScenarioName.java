package io.zmdev.cli;

import java.nio.file.Path;
import java.util.function.Function;

/** A scenario as it is named on the command line: a bare word is a built-in one, anything else a file. */
final class ScenarioName {

    private ScenarioName() {}

    /** @throws io.zmdev.model.ZmdevException what the two readers throw */
    static <T> T read(String name, Function<String, T> builtIn, Function<Path, T> file) {
        return name.matches("[A-Za-z0-9-]+") ? builtIn.apply(name) : file.apply(Path.of(name));
    }
}
