package io.zmdev.hw.apply;

import io.zmdev.exchange.ShellScript;
import io.zmdev.hw.host.HostAccess;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Difference;
import io.zmdev.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** Makes plans on a host, each as one transaction: all of it, or nothing. */
public sealed interface Transactor permits Transaction, ScriptedTransaction {

    /**
     * Makes every step, each after its preconditions were checked and the journal has it, and reads it back. When a step fails,
     * it and everything before it are undone. A plan without steps writes nothing, the journal included.
     *
     * @param confirmWithin whole seconds after which everything is undone unless it was confirmed; zero for good at once
     * @throws ZmdevException STALE_PLAN when the host is not as it was when the plan was made, nothing is written then;
     *     ROLLED_BACK when a step failed and everything was undone; ROLLBACK_FAILED when something could not be, or an earlier
     *     transaction was cut off; USAGE when an earlier one waits to be confirmed
     */
    void apply(Plan plan, Duration confirmWithin);

    /**
     * Lets the last transaction stay.
     *
     * @return its number
     * @throws ZmdevException USAGE when none waits for it
     */
    int confirm();

    /**
     * Undoes the last transaction, whether it was applied or cut off.
     *
     * @return its number
     * @throws ZmdevException USAGE when there is none; STALE_PLAN when what it made was changed since; ROLLBACK_FAILED
     */
    int rollBack();

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
        List<Difference> moved = Expectations.differences(host, plan.fingerprint());
        if (!moved.isEmpty()) {
            throw new ZmdevException(
                    ErrorCode.STALE_PLAN, "the machine changed since the plan was made; plan again:" + list(moved));
        }
    }

    /** Refuses to undo what somebody built upon. */
    static void requireUntouched(HostAccess host, History.Entry applied) {
        List<Difference> moved = Expectations.differences(host, ShellScript.after(applied.started()));
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

    /** The error of a confirmation that nothing waits for. */
    static ZmdevException nothingToConfirm() {
        return new ZmdevException(ErrorCode.USAGE, "no transaction waits to be confirmed; see 'zmdev journal'");
    }
}
