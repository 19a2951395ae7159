package io.zmdev.app.plan;

/** What is going on between the program and the host. */
sealed interface Phase {

    /** Nothing. */
    record Idle() implements Phase {}

    /** A job reads or writes. */
    record Working(String what) implements Phase {}

    /** The plan was made and is undone unless it is kept. */
    record Waiting(int secondsLeft) implements Phase {}
}
