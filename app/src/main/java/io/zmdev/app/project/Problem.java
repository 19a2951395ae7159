package io.zmdev.app.project;

import io.zmdev.model.Configuration;
import io.zmdev.rules.Finding;

/** An entry of the list of problems. */
public sealed interface Problem {

    Finding finding();

    /** The configuration that has it; a fix is a change to this one. */
    Configuration configuration();

    /** The configuration as it is has it. */
    record Present(Finding finding, Configuration configuration) implements Problem {}

    /**
     * An edit would have brought it, so the edit was refused and nothing changed.
     *
     * @param configuration what the edit would have made
     */
    record Refused(Finding finding, Configuration configuration) implements Problem {}
}
