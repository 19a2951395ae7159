package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostLock;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Difference;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Makes a plan on a host without a shell, such as an emulated machine, from here. */
public final class Transaction implements Transactor {

    private final HostAccess host;
    private final Journal journal;

    /** @param journal where this host's transactions are noted */
    public Transaction(HostAccess host, Journal journal) {
        this.host = host;
        this.journal = journal;
    }

    @Override
    public void apply(Plan plan, Duration confirmWithin) {
        try (HostLock _ = host.lock()) {
            requireNoneOpen();
            requireFresh(plan);
            if (plan.isEmpty()) {
                return;
            }
            int number = history().transactions().size() + 1;
            journal.append(new JournalEntry.Begun(
                    number, plan.configuration(), plan.machine(), plan.steps().size()));
            if (!confirmWithin.isZero()) {
                journal.append(
                        new JournalEntry.Armed(Instant.now().plus(confirmWithin).getEpochSecond()));
            }
            makeAll(plan.steps());
        }
    }

    /** Makes a plan for good. */
    public void apply(Plan plan) {
        apply(plan, Duration.ZERO);
    }

    @Override
    public int confirm() {
        try (HostLock _ = host.lock()) {
            History.Entry waiting = history().awaitingConfirmation().orElseThrow(Transactor::nothingToConfirm);
            journal.append(new JournalEntry.Confirmed());
            return waiting.number();
        }
    }

    @Override
    public History history() {
        return History.of(journal.entries());
    }

    /**
     * Undoes what nobody confirmed in time. Nobody waits beside an emulated machine: whoever opens it next does it.
     *
     * @return the transaction that was undone
     */
    public OptionalInt expire() {
        try (HostLock _ = host.lock()) {
            Optional<History.Entry> late = history()
                    .awaitingConfirmation()
                    .filter(entry ->
                            entry.armedUntil().orElseThrow() <= Instant.now().getEpochSecond());
            if (late.isEmpty()) {
                return OptionalInt.empty();
            }
            journal.append(new JournalEntry.Expired());
            return OptionalInt.of(rollBack());
        }
    }

    @Override
    public int rollBack() {
        try (HostLock _ = host.lock()) {
            History.Entry last = history()
                    .lastNotUndone()
                    .orElseThrow(() -> new ZmdevException(ErrorCode.USAGE, "no transaction is there to roll back"));
            if (last.outcome().isPresent()) {
                requireUntouched(last);
            }
            List<Difference> left = undo(last.started(), last.started().size());
            journal.append(new JournalEntry.Ended(left.isEmpty() ? Outcome.ROLLED_BACK : Outcome.ROLLBACK_FAILED));
            if (!left.isEmpty()) {
                throw new ZmdevException(
                        ErrorCode.ROLLBACK_FAILED, "not everything was undone:" + Transactor.list(left));
            }
            return last.number();
        }
    }

    private void requireNoneOpen() {
        Transactor.requireNoneOpen(history());
    }

    private void requireFresh(Plan plan) {
        Transactor.requireFresh(host, plan);
    }

    private void requireUntouched(History.Entry applied) {
        Transactor.requireUntouched(host, applied);
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
        throw new ZmdevException(
                ErrorCode.ROLLBACK_FAILED, what + ". Not everything was undone:" + Transactor.list(left));
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
}
