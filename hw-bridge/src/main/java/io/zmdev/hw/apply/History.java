package io.zmdev.hw.apply;

import io.zmdev.plan.FileChange;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Begun;
import io.zmdev.plan.JournalEntry.Ended;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.JournalEntry.Started;
import io.zmdev.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** A journal's entries by transaction, the oldest first. */
public record History(List<Entry> transactions) {

    public History {
        transactions = List.copyOf(transactions);
    }

    /**
     * One transaction.
     *
     * @param entries everything noted for it, from its beginning on
     */
    public record Entry(Begun begun, List<JournalEntry> entries) {

        public Entry {
            entries = List.copyOf(entries);
        }

        public int number() {
            return begun.transaction();
        }

        /** The steps that were started, in order. */
        public List<Step> started() {
            return entries.stream()
                    .filter(Started.class::isInstance)
                    .map(entry -> ((Started) entry).content())
                    .toList();
        }

        /** The steps that were started and are not undone, by their numbers: what is left of an undoing that was cut off. */
        SortedMap<Integer, Step> standing() {
            SortedMap<Integer, Step> standing = new TreeMap<>();
            for (JournalEntry entry : entries) {
                if (entry instanceof Started(int number, Step step)) {
                    standing.put(number, step);
                } else if (entry instanceof JournalEntry.Undone(int number)) {
                    standing.remove(number);
                }
            }
            return standing;
        }

        /** Seconds since the epoch until which it must be confirmed; empty when it need not be. */
        public OptionalLong armedUntil() {
            return entries.stream()
                    .filter(JournalEntry.Armed.class::isInstance)
                    .mapToLong(entry -> ((JournalEntry.Armed) entry).until())
                    .findFirst();
        }

        /** Whether it was applied and will be undone unless it is confirmed. */
        public boolean awaitsConfirmation() {
            return armedUntil().isPresent()
                    && outcome().equals(Optional.of(Outcome.APPLIED))
                    && entries.stream()
                            .noneMatch(entry ->
                                    entry instanceof JournalEntry.Confirmed || entry instanceof JournalEntry.Expired);
        }

        /**
         * How it ended last; an applied one ends a second time when it is rolled back. Empty when it was cut off, while it was
         * made or undone, and from the moment on at which its rollback is noted.
         */
        public Optional<Outcome> outcome() {
            Optional<Outcome> outcome = Optional.empty();
            for (JournalEntry entry : entries) {
                if (entry instanceof Ended ended) {
                    outcome = Optional.of(ended.outcome());
                } else if (entry instanceof JournalEntry.Expired
                        || (entry instanceof JournalEntry.Asked asked
                                && asked.request() == JournalEntry.Request.ROLL_BACK)
                        || entry instanceof JournalEntry.Undone
                        || entry instanceof JournalEntry.NotUndone
                        || entry instanceof JournalEntry.Restored
                        || entry instanceof JournalEntry.NotRestored) {
                    outcome = Optional.empty();
                }
            }
            return outcome;
        }

        /** The files that were changed, or may have been, and are not back: all or none. */
        public List<FileChange> changedFiles() {
            boolean changed = false;
            for (JournalEntry entry : entries) {
                changed = switch (entry) {
                    case JournalEntry.Persisting() -> true;
                    case JournalEntry.NotPersisted(String reason) -> false;
                    case JournalEntry.Restored() -> false;
                    default -> changed;
                };
            }
            return changed ? begun.files() : List.of();
        }

        /** Whether its files are being changed, or were when it was cut off. */
        boolean persisting() {
            return !changedFiles().isEmpty()
                    && entries.stream().noneMatch(JournalEntry.Confirmed.class::isInstance)
                    && awaitsConfirmation();
        }
    }

    /** Groups the entries; those before the first beginning, which no transaction writes, are left out. */
    public static History of(List<JournalEntry> entries) {
        List<Entry> transactions = new ArrayList<>();
        List<JournalEntry> current = new ArrayList<>();
        for (JournalEntry entry : entries.reversed()) {
            current.addFirst(entry);
            if (entry instanceof Begun begun) {
                transactions.addFirst(new Entry(begun, current));
                current.clear();
            }
        }
        return new History(transactions);
    }

    /** The last transaction when it was cut off. */
    Optional<Entry> open() {
        return last().filter(entry -> entry.outcome().isEmpty());
    }

    /** The last transaction when it waits to be confirmed. */
    public Optional<Entry> awaitingConfirmation() {
        return last().filter(Entry::awaitsConfirmation);
    }

    /** The transaction that waits for its confirmation, or that is being undone for want of it. */
    Optional<Entry> expiring() {
        return last().filter(entry -> entry.awaitsConfirmation()
                || (entry.outcome().isEmpty()
                        && entry.entries().stream().anyMatch(JournalEntry.Expired.class::isInstance)));
    }

    /** The last transaction unless it was rolled back. */
    Optional<Entry> lastNotUndone() {
        return last().filter(entry ->
                entry.outcome().filter(Outcome.ROLLED_BACK::equals).isEmpty());
    }

    private Optional<Entry> last() {
        return transactions.isEmpty() ? Optional.empty() : Optional.of(transactions.getLast());
    }
}
