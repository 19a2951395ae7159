package io.zmdev.conformance;

import java.util.List;
import java.util.Optional;

/** Something that both the lab and zmdev are asked. A case has parts that may be left out to make it smaller. */
sealed interface Case permits ScriptCase, ProgramCase {

    /** Unique in a run, and fit for a file's name. */
    String name();

    /** The batch of the lab that takes it. */
    String batch();

    /** The ending of its file. */
    String ending();

    /** The machine, a {@code zmdev.host/1} document. */
    String host();

    /** What the lab gets to read. */
    String text();

    /** Where zmdev's answer differs from the lab's; empty when it does not. */
    Optional<String> difference(String answerOfTheLab);

    int parts();

    /** The same case with these of its parts, which are in ascending order. */
    Case with(List<Integer> parts);
}
