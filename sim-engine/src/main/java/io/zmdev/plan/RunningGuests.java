package io.zmdev.plan;

/** What becomes of a plan that changes devices under running guests: {@code --disturb} of the command line. */
public enum RunningGuests {
    /** It is refused. */
    SPARE,
    /** It is made. */
    DISTURB
}
