package io.zmdev.hw.apply;

import io.zmdev.hw.host.ErrnoText;
import io.zmdev.io.PlanDocument;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.JournalEntry.Request;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A transaction as its folder on the host has it.
 *
 * @param source what messages call the journal
 * @param journal the events that the script noted, see {@link io.zmdev.exchange.ShellScript}
 */
record HostTransaction(int number, Plan plan, String source, String journal) {

    /** The journal's entries. A line that says so, and a last one without its newline, was cut off before anything came of it. */
    List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        int start = 0;
        for (int end = journal.indexOf('\n'); end >= 0; end = journal.indexOf('\n', start)) {
            String line = journal.substring(start, end).strip();
            if (!line.equals("cut-off") && !line.endsWith(" cut-off")) {
                entries.add(entry(line));
            }
            start = end + 1;
        }
        return entries;
    }

    private JournalEntry entry(String line) {
        String[] words = line.split(" ", 3);
        try {
            return switch (words[0]) {
                case "begun" ->
                    new JournalEntry.Begun(
                            number,
                            plan.configuration(),
                            plan.machine(),
                            plan.steps().size(),
                            PlanDocument.hash(plan),
                            plan.files());
                case "asked" -> asked(words[1], words[2].split(" ", 2));
                case "armed" -> new JournalEntry.Armed(Long.parseLong(words[1]));
                case "started" -> new JournalEntry.Started(step(words[1]), content(words[1]));
                case "done" -> new JournalEntry.Done(step(words[1]));
                case "refused" -> refused(step(words[1]), content(words[1]), words[2].split(" ", 2));
                case "differed" -> new JournalEntry.Differed(step(words[1]), difference(content(words[1]), words[2]));
                case "undone" -> new JournalEntry.Undone(step(words[1]));
                case "not-undone" ->
                    new JournalEntry.NotUndone(step(words[1]), difference(content(words[1]), words[2]));
                case "persisting" -> new JournalEntry.Persisting();
                case "persisted" -> new JournalEntry.Persisted();
                case "not-persisted" -> new JournalEntry.NotPersisted(after(line, words[0]));
                case "restored" -> new JournalEntry.Restored();
                case "not-restored" -> new JournalEntry.NotRestored(after(line, words[0]));
                case "ended" -> new JournalEntry.Ended(outcome(words[1]));
                case "confirmed" -> new JournalEntry.Confirmed();
                case "expired" -> new JournalEntry.Expired();
                default -> throw absurd(line);
            };
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw absurd(line);
        }
    }

    private JournalEntry asked(String request, String[] words) {
        return new JournalEntry.Asked(
                switch (request) {
                    case "apply" -> Request.APPLY;
                    case "confirm" -> Request.CONFIRM;
                    case "rollback" -> Request.ROLL_BACK;
                    default -> throw absurd(request);
                },
                words[1],
                Long.parseLong(words[0]));
    }

    private static String after(String line, String word) {
        return line.substring(word.length()).strip();
    }

    private int step(String number) {
        return Integer.parseInt(number);
    }

    private Step content(String number) {
        return plan.steps().get(Integer.parseInt(number) - 1);
    }

    private JournalEntry refused(int step, Step content, String[] words) {
        Errno errno = ErrnoText.of(words[1]).orElseThrow(() -> absurd("the kernel answered '" + words[1] + "'"));
        return new JournalEntry.Refused(step, content.operations().get(Integer.parseInt(words[0]) - 1), errno);
    }

    /** {@code PATH is FOUND, expected …}: which expectation of the step it was. */
    private Difference difference(Step content, String text) {
        Expectation expected = Stream.concat(content.preconditions().stream(), content.readBack().stream())
                .filter(expectation -> text.startsWith(expectation.path() + " is "))
                .findFirst()
                .orElseThrow(() -> absurd(text));
        String found = text.substring(expected.path().length() + " is ".length());
        int end = found.lastIndexOf(", expected ");
        return new Difference(expected, end < 0 ? found : found.substring(0, end));
    }

    private Outcome outcome(String word) {
        return switch (word) {
            case "applied" -> Outcome.APPLIED;
            case "rolled-back" -> Outcome.ROLLED_BACK;
            case "rollback-failed" -> Outcome.ROLLBACK_FAILED;
            default -> throw absurd(word);
        };
    }

    private ZmdevException absurd(String line) {
        return new ZmdevException(
                ErrorCode.HOST_UNREACHABLE, "%s: '%s' is no event of a journal".formatted(source, line));
    }

    /** Why a transaction failed, if the entry says so. */
    static Optional<String> failure(JournalEntry entry, History.Entry transaction) {
        return switch (entry) {
            case JournalEntry.Refused(int step, var operation, Errno errno) ->
                Optional.of(step(step, transaction) + Sentence.of(operation) + " answered "
                        + ErrnoMeaning.of(operation, errno));
            case JournalEntry.Differed(int step, Difference difference) ->
                Optional.of(step(step, transaction) + difference.sentence());
            case JournalEntry.NotPersisted(String reason) ->
                Optional.of("the files for the next boot were not changed: " + reason);
            default -> Optional.empty();
        };
    }

    private static String step(int step, History.Entry transaction) {
        String what = transaction.started().size() >= step
                ? " (" + transaction.started().get(step - 1).what() + ")"
                : "";
        return "step %d of %d%s failed: ".formatted(step, transaction.begun().steps(), what);
    }
}
