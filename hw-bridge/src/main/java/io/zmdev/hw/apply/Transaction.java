package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostLock;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a plan on a host: all of it, or nothing. */
public final class Transaction {

    private final HostAccess host;
    private final Journal journal;

    /** @param journal where this host's transactions are noted */
    public Transaction(HostAccess host, Journal journal) {
        this.host = host;
        this.journal = journal;
    }

    /**
     * Makes every step, each after its preconditions were checked and the journal has it, and reads it back. When a step fails,
     * it and everything before it are undone.
     *
     * @throws ZmdevException STALE_PLAN when the host is not as it was when the plan was made, nothing is written then;
     *     ROLLED_BACK when a step failed and everything was undone; ROLLBACK_FAILED when something could not be, or an earlier
     *     transaction was cut off
     */
    public void apply(Plan plan) {
        try (HostLock _ = host.lock()) {
            requireNoneOpen();
            requireFresh(plan);
            int number = History.of(journal.entries()).transactions().size() + 1;
            journal.append(new JournalEntry.Begun(
                    number, plan.configuration(), plan.machine(), plan.steps().size()));
            makeAll(plan.steps());
        }
    }

    /**
     * Undoes the last transaction, whether it was applied or cut off.
     *
     * @return its number
     * @throws ZmdevException USAGE when there is none; STALE_PLAN when what it made was changed since; ROLLBACK_FAILED
     */
    public int rollBack() {
        try (HostLock _ = host.lock()) {
            History.Entry last = History.of(journal.entries())
                    .lastNotUndone()
                    .orElseThrow(() -> new ZmdevException(ErrorCode.USAGE, "no transaction is there to roll back"));
            if (last.outcome().isPresent()) {
                requireUntouched(last);
            }
            List<Difference> left = undo(last.started(), last.started().size());
            journal.append(new JournalEntry.Ended(left.isEmpty() ? Outcome.ROLLED_BACK : Outcome.ROLLBACK_FAILED));
            if (!left.isEmpty()) {
                throw new ZmdevException(ErrorCode.ROLLBACK_FAILED, "not everything was undone:" + list(left));
            }
            return last.number();
        }
    }

    private void requireNoneOpen() {
        History.of(journal.entries()).open().ifPresent(open -> {
            throw new ZmdevException(
                    ErrorCode.ROLLBACK_FAILED,
                    "transaction %d (%s) was cut off after %d of %d steps; undo it first with 'zmdev rollback'"
                            .formatted(
                                    open.number(),
                                    open.begun().configuration(),
                                    open.started().size(),
                                    open.begun().steps()));
        });
    }

    private void requireFresh(Plan plan) {
        String name = host.facts().name();
        if (!name.equals(plan.machine())) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN, "the plan was made for %s, this is %s".formatted(plan.machine(), name));
        }
        List<Difference> moved = Expectations.differences(host, plan.fingerprint());
        if (!moved.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN, "the machine changed since the plan was made; plan again:" + list(moved));
        }
    }

    private void requireUntouched(History.Entry applied) {
        List<Expectation> made = new ArrayList<>();
        for (Step step : applied.started().reversed()) {
            step.readBack().stream()
                    .filter(e -> made.stream().noneMatch(later -> later.path().equals(e.path())))
                    .forEach(made::add);
        }
        List<Difference> moved = Expectations.differences(host, made);
        if (!moved.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN,
                    "what transaction %d made was changed since:%s".formatted(applied.number(), list(moved)));
        }
    }

    private void makeAll(List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            Optional<String> failure = make(i + 1, steps.get(i));
            if (failure.isPresent()) {
                rollBack(steps, i + 1, failure.get());
            }
        }
        journal.append(new JournalEntry.Ended(Outcome.APPLIED));
    }

    /** Makes one step; the answer is why it failed. */
    private Optional<String> make(int number, Step step) {
        List<Difference> before = Expectations.differences(host, step.preconditions());
        if (!before.isEmpty()) {
            journal.append(new JournalEntry.Differed(number, before.getFirst()));
            return Optional.of("before it, " + before.getFirst().sentence());
        }
        journal.append(new JournalEntry.Started(number, step));
        for (HostOperation operation : step.operations()) {
            var refusal = host.execute(operation).refusal();
            if (refusal.isPresent()) {
                journal.append(new JournalEntry.Refused(number, operation, refusal.get()));
                return Optional.of(Sentence.of(operation) + " answered " + ErrnoMeaning.of(operation, refusal.get()));
            }
        }
        List<Difference> after = Settling.differences(host, step.readBack());
        if (!after.isEmpty()) {
            journal.append(new JournalEntry.Differed(number, after.getFirst()));
            return Optional.of("after it, " + after.getFirst().sentence());
        }
        journal.append(new JournalEntry.Done(number));
        return Optional.empty();
    }

    private void rollBack(List<Step> steps, int failed, String failure) {
        List<Difference> left = undo(steps.subList(0, failed), failed);
        String what = "step %d of %d (%s) failed: %s"
                .formatted(failed, steps.size(), steps.get(failed - 1).what(), failure);
        if (left.isEmpty()) {
            journal.append(new JournalEntry.Ended(Outcome.ROLLED_BACK));
            throw new ZmdevException(
                    ErrorCode.ROLLED_BACK, what + ". Everything was undone, the machine is as it was before");
        }
        journal.append(new JournalEntry.Ended(Outcome.ROLLBACK_FAILED));
        throw new ZmdevException(ErrorCode.ROLLBACK_FAILED, what + ". Not everything was undone:" + list(left));
    }

    /** Undoes steps in reverse; the answer is what is not as it was before. A step that changed nothing is left alone. */
    private List<Difference> undo(List<Step> steps, int last) {
        List<Difference> left = new ArrayList<>();
        for (int number = last; number > 0; number--) {
            Step step = steps.get(number - 1);
            if (!Expectations.differences(host, step.preconditions()).isEmpty()) {
                step.inverse().forEach(host::execute);
            }
            List<Difference> differences = Settling.differences(host, step.preconditions());
            if (differences.isEmpty()) {
                journal.append(new JournalEntry.Undone(number));
            } else {
                journal.append(new JournalEntry.NotUndone(number, differences.getFirst()));
                left.addAll(differences);
            }
        }
        return left;
    }

    private static String list(List<Difference> differences) {
        return differences.stream()
                .map(difference -> "\n  " + difference.sentence())
                .collect(Collectors.joining());
    }
}
