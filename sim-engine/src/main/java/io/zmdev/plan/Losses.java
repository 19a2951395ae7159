package io.zmdev.plan;

/** What becomes of a plan that takes something for good ({@link Plan#losses}): {@code --disturb} of the command line. */
public enum Losses {
    /** It is refused. */
    REFUSE,
    /** It is made. */
    ACCEPT
}
