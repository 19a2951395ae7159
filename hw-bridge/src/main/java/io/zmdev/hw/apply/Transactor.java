package io.zmdev.hw.apply;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Expectation;
import io.zmdev.plan.Plan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** Makes plans on a host, each as one transaction: all of it, or nothing. */
public sealed interface Transactor permits Transaction, ScriptedTransaction {

    /**
     * Makes every step, each after its preconditions were checked and the journal has it, and reads it back. When a step fails,
     * it and everything before it are undone. The plan's files change last, all of them or none: at once, or when it is
     * confirmed. A plan without steps and files writes nothing, the journal included.
     *
     * @param confirmWithin whole seconds after which everything is undone unless it was confirmed; zero for good at once
     * @throws ZmdevException STALE_PLAN when the host is not as it was when the plan was made, nothing is written then;
     *     ROLLED_BACK when a step failed and everything was undone; ROLLBACK_FAILED when something could not be, or an earlier
     *     transaction was cut off; USAGE when an earlier one waits to be confirmed
     */
    void apply(Plan plan, Duration confirmWithin);

    /**
     * Lets the last transaction stay, and changes the files that keep it over a reboot.
     *
     * @return its number
     * @throws ZmdevException USAGE when none waits for it; OUTPUT_UNWRITABLE when a file can't be changed: none is then, and it
     *     goes on waiting
     */
    int confirm();

    /**
     * Undoes the last transaction, whether it was applied or cut off, its files included.
     *
     * @return its number
     * @throws ZmdevException USAGE when there is none; STALE_PLAN when what it made was changed since; ROLLBACK_FAILED
     */
    int rollBack();

    /**
     * Waits for the end of a transaction whose time to be confirmed is over. A host with a shell undoes it by itself; an emulated
     * one has nobody else to do it.
     *
     * @return the transaction that was undone; empty when none waits any more or it was confirmed
     * @throws ZmdevException ROLLBACK_FAILED
     */
    OptionalInt expire();

    /** What was done on this host so far. */
    History history();

    /** Refuses to begin beside a transaction that was cut off or waits. */
    static void requireNoneOpen(History history) {
        history.open().ifPresent(open -> {
            throw new ZmdevException(
                    ErrorCode.ROLLBACK_FAILED,
                    "transaction %d (%s) was cut off after %d of %d steps; undo it first with 'zmdev rollback'"
                            .formatted(
                                    open.number(),
                                    open.begun().configuration(),
                                    open.started().size(),
                                    open.begun().steps()));
        });
        history.awaitingConfirmation().ifPresent(waiting -> {
            throw new ZmdevException(
                    ErrorCode.USAGE,
                    "transaction %d (%s) waits for 'zmdev confirm' or 'zmdev rollback'"
                            .formatted(waiting.number(), waiting.begun().configuration()));
        });
    }

    /** Refuses a plan for another machine, or for this one as it was. */
    static void requireFresh(HostAccess host, Plan plan) {
        String name = host.facts().name();
        if (!name.equals(plan.machine())) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN, "the plan was made for %s, this is %s".formatted(plan.machine(), name));
        }
        List<Expectation> found = new ArrayList<>(plan.fingerprint());
        plan.files().forEach(file -> found.add(file.expectedBefore()));
        List<Difference> moved = Expectations.differences(host, found);
        if (!moved.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN, "the machine changed since the plan was made; plan again:" + list(moved));
        }
    }

    /** Refuses to undo what somebody built upon. */
    static void requireUntouched(HostAccess host, History.Entry applied) {
        List<Expectation> made = new ArrayList<>(ShellScript.after(applied.started()));
        applied.changedFiles().forEach(file -> made.add(file.expectedAfter()));
        List<Difference> moved = Expectations.differences(host, made);
        if (!moved.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN,
                    "what transaction %d made was changed since:%s".formatted(applied.number(), list(moved)));
        }
    }

    /** Differences as the lines of a message. */
    static String list(List<Difference> differences) {
        return differences.stream()
                .map(difference -> "\n  " + difference.sentence())
                .collect(Collectors.joining());
    }

    /** The error of a confirmation that could not change the files. */
    static ZmdevException notPersisted(History.Entry waiting, String reason) {
        return new ZmdevException(
                ErrorCode.OUTPUT_UNWRITABLE,
                "transaction %d can't be kept for the next boot: %s. No file was changed, it still waits for 'zmdev confirm' or 'zmdev rollback'"
                        .formatted(waiting.number(), reason));
    }

    /** The error of a confirmation that nothing waits for. */
    static ZmdevException nothingToConfirm() {
        return new ZmdevException(ErrorCode.USAGE, "no transaction waits to be confirmed; see 'zmdev journal'");
    }
}
