package io.zmdev.hw.apply;

import io.zmdev.hw.host.HostAccess;
import io.zmdev.hw.host.HostLock;
import io.zmdev.io.PlanDocument;
import io.zmdev.io.Undivided;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.HostOperation;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.FileChange;
import io.zmdev.plan.JournalEntry;
import io.zmdev.plan.JournalEntry.Outcome;
import io.zmdev.plan.JournalEntry.Request;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

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
        alone(() -> {
            requireNoneOpen();
            requireFresh(plan);
            if (plan.isEmpty()) {
                return plan;
            }
            int number = history().transactions().size() + 1;
            journal.append(new JournalEntry.Begun(
                    number,
                    plan.configuration(),
                    plan.machine(),
                    plan.steps().size(),
                    PlanDocument.hash(plan),
                    plan.files()));
            noteRequest(Request.APPLY);
            if (!confirmWithin.isZero()) {
                journal.append(
                        new JournalEntry.Armed(Instant.now().plus(confirmWithin).getEpochSecond()));
            }
            makeAll(plan.steps());
            if (confirmWithin.isZero()) {
                persistOrRollBack(plan);
            }
            journal.append(new JournalEntry.Ended(Outcome.APPLIED));
            return plan;
        });
    }

    /** Nobody else is at the host meanwhile, and Ctrl+C finds all of it done or nothing. */
    private <T> T alone(Supplier<T> work) {
        try (HostLock _ = host.lock()) {
            return Undivided.work(work);
        }
    }

    private void noteRequest(Request request) {
        journal.append(
                new JournalEntry.Asked(request, Requester.name(), Instant.now().getEpochSecond()));
    }

    /** Makes a plan for good. */
    public void apply(Plan plan) {
        apply(plan, Duration.ZERO);
    }

    @Override
    public int confirm() {
        return alone(() -> {
            History.Entry waiting = history().awaitingConfirmation().orElseThrow(Transactor::nothingToConfirm);
            noteRequest(Request.CONFIRM);
            persist(waiting.begun().files()).ifPresent(reason -> {
                throw Transactor.notPersisted(waiting, reason);
            });
            journal.append(new JournalEntry.Confirmed());
            return waiting.number();
        });
    }

    @Override
    public History history() {
        return History.of(journal.entries());
    }

    /** {@inheritDoc} Nobody waits beside an emulated machine: whoever opens it next does this, and undoes a confirmation that was cut off. */
    @Override
    public OptionalInt expire() {
        return alone(() -> {
            history()
                    .awaitingConfirmation()
                    .filter(History.Entry::persisting)
                    .ifPresent(cutOff -> giveFilesBack(cutOff.begun().files(), "the confirmation was cut off"));
            Optional<History.Entry> late = history()
                    .awaitingConfirmation()
                    .filter(entry ->
                            entry.armedUntil().orElseThrow() <= Instant.now().getEpochSecond());
            if (late.isEmpty()) {
                return OptionalInt.empty();
            }
            journal.append(new JournalEntry.Expired());
            undo(late.get());
            return OptionalInt.of(late.get().number());
        });
    }

    @Override
    public int rollBack() {
        return alone(() -> {
            History.Entry last = history()
                    .lastNotUndone()
                    .orElseThrow(() -> new ZmdevException(ErrorCode.USAGE, "no transaction is there to roll back"));
            if (last.outcome().isPresent()) {
                requireUntouched(last);
            }
            noteRequest(Request.ROLL_BACK);
            undo(last);
            return last.number();
        });
    }

    private void undo(History.Entry last) {
        List<Difference> left = new ArrayList<>(undoFiles(last.changedFiles()));
        left.addAll(undo(last.standing()));
        journal.append(new JournalEntry.Ended(left.isEmpty() ? Outcome.ROLLED_BACK : Outcome.ROLLBACK_FAILED));
        if (!left.isEmpty()) {
            throw new ZmdevException(ErrorCode.ROLLBACK_FAILED, "not everything was undone:" + Transactor.list(left));
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
                String what = "step %d of %d (%s) failed: %s"
                        .formatted(i + 1, steps.size(), steps.get(i).what(), failure.get());
                rollBack(steps.subList(0, i + 1), what);
            }
        }
    }

    private void persistOrRollBack(Plan plan) {
        persist(plan.files())
                .ifPresent(reason ->
                        rollBack(plan.steps(), "the files for the next boot could not be changed: " + reason));
    }

    /** Changes all files or none; the answer is why none. */
    private Optional<String> persist(List<FileChange> files) {
        if (files.isEmpty()) {
            return Optional.empty();
        }
        List<Difference> moved = Expectations.differences(
                host, files.stream().map(FileChange::expectedBefore).toList());
        if (!moved.isEmpty()) {
            String reason = moved.getFirst().sentence();
            journal.append(new JournalEntry.NotPersisted(reason));
            return Optional.of(reason);
        }
        journal.append(new JournalEntry.Persisting());
        for (FileChange file : files) {
            Optional<String> failure = change(file).or(() -> firstDifference(file.expectedAfter()));
            if (failure.isPresent()) {
                giveFilesBack(files, failure.get());
                return failure;
            }
        }
        journal.append(new JournalEntry.Persisted());
        return Optional.empty();
    }

    /** The answer is why the file is not changed. */
    private Optional<String> change(FileChange file) {
        HostOperation operation = file.after()
                .<HostOperation>map(text -> new HostOperation.ReplaceFile(file.path(), text))
                .orElseGet(() -> new HostOperation.RemoveFile(file.path()));
        return host.execute(operation)
                .refusal()
                .map(errno -> "%s can't be changed: %s".formatted(file.path(), ErrnoMeaning.of(operation, errno)));
    }

    private Optional<String> firstDifference(Expectation expected) {
        return Expectations.differences(host, List.of(expected)).stream()
                .findFirst()
                .map(Difference::sentence);
    }

    private void giveFilesBack(List<FileChange> files, String reason) {
        List<Difference> left = restore(files);
        journal.append(
                left.isEmpty()
                        ? new JournalEntry.NotPersisted(reason)
                        : new JournalEntry.NotRestored(left.getFirst().sentence()));
    }

    private List<Difference> undoFiles(List<FileChange> files) {
        if (files.isEmpty()) {
            return List.of();
        }
        List<Difference> left = restore(files);
        journal.append(
                left.isEmpty()
                        ? new JournalEntry.Restored()
                        : new JournalEntry.NotRestored(left.getFirst().sentence()));
        return left;
    }

    /** Brings back each file that is not as it was; the answer is what could not be. */
    private List<Difference> restore(List<FileChange> files) {
        for (FileChange file : files.reversed()) {
            if (!Expectations.differences(host, List.of(file.expectedBefore())).isEmpty()) {
                change(file.inverse());
            }
        }
        return Expectations.differences(
                host, files.stream().map(FileChange::expectedBefore).toList());
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

    private void rollBack(List<Step> started, String what) {
        SortedMap<Integer, Step> steps = new TreeMap<>();
        started.forEach(step -> steps.put(steps.size() + 1, step));
        List<Difference> left = undo(steps);
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
    private List<Difference> undo(SortedMap<Integer, Step> steps) {
        List<Difference> left = new ArrayList<>();
        steps.reversed().forEach((number, step) -> {
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
        });
        return left;
    }
}
