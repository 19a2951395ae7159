package io.zmdev.app.project;

import io.zmdev.model.Configuration;
import io.zmdev.rules.Finding;

/** An entry of the list of problems. */
public sealed interface Problem {

    Finding finding();

    /** The configuration as it is has it, so a fix is a change to that one. */
    record Present(Finding finding) implements Problem {}

    /**
     * An edit would have brought it, so the edit was refused and nothing changed.
     *
     * @param outcome what the edit would have made; a fix is a change to that
     */
    record Refused(Finding finding, Configuration outcome) implements Problem {}
}
