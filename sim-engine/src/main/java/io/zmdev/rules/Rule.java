package io.zmdev.rules;

import java.util.stream.Stream;

/** One rule: everything that it has to say about a configuration on a machine. Pure. */
interface Rule {

    /** The stable name, lower case with hyphens. */
    String name();

    Stream<Finding> check(Situation situation);

    /** Whether what it says depends on the kernel's generation even where it foresees no errno. */
    default boolean dependsOnGeneration() {
        return false;
    }
}
