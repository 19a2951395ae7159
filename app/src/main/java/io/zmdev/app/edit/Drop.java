package io.zmdev.app.edit;

import io.zmdev.rules.Finding;
import java.util.List;

/** What a drop would do. */
public sealed interface Drop {

    /** It makes this edit. */
    record Allowed(Command command) implements Drop {}

    /**
     * Nothing, since rules refuse the outcome.
     *
     * @param command the edit that is refused
     * @param findings why, the worst first; at least one
     */
    record Refused(Command command, List<Finding> findings) implements Drop {

        public Refused {
            findings = List.copyOf(findings);
        }
    }
}
