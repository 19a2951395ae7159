package io.zmdev.cli;

import io.zmdev.hw.apply.History;
import io.zmdev.model.Errno;
import io.zmdev.plan.Difference;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.JournalEntry.Request;
import io.zmdev.plan.Step;
import java.time.Instant;

/** A journal as text, the oldest transaction first. */
final class JournalText {

    private JournalText() {}

    static String of(History history) {
        if (history.transactions().isEmpty()) {
            return "No transaction yet.\n";
        }
        StringBuilder text = new StringBuilder();
        for (History.Entry transaction : history.transactions()) {
            text.append("Transaction %d: %s on %s, %s\n"
                    .formatted(
                            transaction.number(),
                            transaction.begun().configuration(),
                            transaction.begun().machine(),
                            transaction.outcome().map(JournalText::outcome).orElse("cut off")));
            transaction.entries().forEach(entry -> entry(text, entry));
        }
        return text.toString();
    }

    private static void entry(StringBuilder text, JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Begun begun -> {
                if (!begun.plan().isEmpty()) {
                    text.append("       plan ").append(begun.plan()).append('\n');
                }
            }
            case JournalEntry.Asked(Request request, String by, long at) ->
                text.append("       %s by %s at %s\n"
                        .formatted(
                                switch (request) {
                                    case APPLY -> "apply";
                                    case CONFIRM -> "confirm";
                                    case ROLL_BACK -> "rollback";
                                },
                                by,
                                Instant.ofEpochSecond(at)));
            case JournalEntry.Started(int step, Step content) -> line(text, step, content.what());
            case JournalEntry.Done(int step) -> {}
            case JournalEntry.Refused(int step, var operation, Errno errno) ->
                line(text, step, "%s answered %s (%s)".formatted(OperationText.of(operation), errno, errno.text()));
            case JournalEntry.Differed(int step, Difference difference) -> line(text, step, difference.sentence());
            case JournalEntry.Undone(int step) -> line(text, step, "undone");
            case JournalEntry.NotUndone(int step, Difference difference) ->
                line(text, step, "not undone: " + difference.sentence());
            case JournalEntry.Armed(long until) ->
                text.append("       undone unless confirmed by %s\n".formatted(Instant.ofEpochSecond(until)));
            case JournalEntry.Confirmed() -> text.append("       confirmed\n");
            case JournalEntry.Expired() -> text.append("       not confirmed in time\n");
            case JournalEntry.Persisting() -> {}
            case JournalEntry.Persisted() -> text.append("       kept for the next boot\n");
            case JournalEntry.NotPersisted(String reason) ->
                text.append("       not kept for the next boot: ")
                        .append(reason)
                        .append('\n');
            case JournalEntry.Restored() -> text.append("       files as before\n");
            case JournalEntry.NotRestored(String reason) ->
                text.append("       files not as before: ").append(reason).append('\n');
            case JournalEntry.Ended(Outcome outcome) ->
                text.append("       ").append(outcome(outcome)).append('\n');
        }
    }

    private static void line(StringBuilder text, int step, String content) {
        text.append("  %3d. %s\n".formatted(step, content));
    }

    private static String outcome(Outcome outcome) {
        return switch (outcome) {
            case APPLIED -> "applied";
            case ROLLED_BACK -> "rolled back";
            case ROLLBACK_FAILED -> "rolled back in part";
        };
    }
}
