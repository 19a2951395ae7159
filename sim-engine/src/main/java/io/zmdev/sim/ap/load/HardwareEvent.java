package io.zmdev.sim.ap.load;

import io.zmdev.model.ap.AdapterId;
import io.zmdev.model.ap.Apqn;

/** Something that happens to the hardware at a time, in ns from the start. */
public sealed interface HardwareEvent {

    long at();

    /** The card is configured on. */
    record Configure(long at, AdapterId card) implements HardwareEvent {}

    /** The card is configured off; it loses what is on it. */
    record Deconfigure(long at, AdapterId card) implements HardwareEvent {}

    /** The card checkstops; it loses what is on it. */
    record Checkstop(long at, AdapterId card) implements HardwareEvent {}

    /** The card is no longer checkstopped. */
    record Recover(long at, AdapterId card) implements HardwareEvent {}

    /** A real queue is reset (RAPQ); it loses what is on it. */
    record Reset(long at, Apqn queue) implements HardwareEvent {}
}
