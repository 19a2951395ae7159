package io.zmdev.app.project;

import io.zmdev.rules.Finding;

/** An entry of the list of problems. */
public sealed interface Problem {

    Finding finding();

    /** The configuration has it. */
    record Present(Finding finding) implements Problem {}

    /** An edit would have brought it, so the edit was refused and nothing changed. */
    record Refused(Finding finding) implements Problem {}
}
