package io.zmdev.plan;

import io.zmdev.model.Errno;
import io.zmdev.model.host.HostOperation;
import java.util.List;

/** What a transaction notes down, each entry before or right after what it tells of. Steps count from 1. */
public sealed interface JournalEntry {

    /**
     * A transaction begins.
     *
     * @param transaction counts from 1
     * @param steps how many steps it shall make
     * @param plan the plan's fingerprint: SHA-256 of its document, in hexadecimal digits; empty in journals of old versions
     * @param files what shall change in files once it is confirmed
     */
    record Begun(int transaction, String configuration, String machine, int steps, String plan, List<FileChange> files)
            implements JournalEntry {

        public Begun {
            files = List.copyOf(files);
        }
    }

    /**
     * Somebody asked for something; on the disk before anything comes of it.
     *
     * @param by who: the user and the machine on which zmdev ran, {@code anna@laptop}
     * @param at when, by the clock of who noted it, in seconds since the epoch
     */
    record Asked(Request request, String by, long at) implements JournalEntry {}

    /** What people ask for. */
    enum Request {
        APPLY,
        CONFIRM,
        ROLL_BACK
    }

    /** A step is about to be made: whoever finds this as the last entry must assume that it was. */
    record Started(int step, Step content) implements JournalEntry {}

    /** A step was made and read back. */
    record Done(int step) implements JournalEntry {}

    /** The host refused an operation of a step. */
    record Refused(int step, HostOperation operation, Errno errno) implements JournalEntry {}

    /** After the operations of a step, or before them, the host showed something else than it should. */
    record Differed(int step, Difference difference) implements JournalEntry {}

    /** A step was undone and what held before it holds again. */
    record Undone(int step) implements JournalEntry {}

    /** A step was undone as far as the host let it, but something that held before it does not. */
    record NotUndone(int step, Difference difference) implements JournalEntry {}

    /** The transaction is over. */
    record Ended(Outcome outcome) implements JournalEntry {}

    /**
     * The transaction is undone unless it is confirmed in time.
     *
     * @param until seconds since the epoch
     */
    record Armed(long until) implements JournalEntry {}

    /** It was confirmed in time and stays. */
    record Confirmed() implements JournalEntry {}

    /** Nobody confirmed it in time. */
    record Expired() implements JournalEntry {}

    /** Its files are about to change: whoever finds this as the last entry must assume that some of them did. */
    record Persisting() implements JournalEntry {}

    /** All files have changed. */
    record Persisted() implements JournalEntry {}

    /** The files could not be changed; those that were are as before again. */
    record NotPersisted(String reason) implements JournalEntry {}

    /** The files are as they were before the transaction. */
    record Restored() implements JournalEntry {}

    /** Some file could not be brought back. */
    record NotRestored(String reason) implements JournalEntry {}

    /** How a transaction ended. */
    enum Outcome {
        APPLIED,
        ROLLED_BACK,
        ROLLBACK_FAILED
    }
}
