package io.zmdev.rules;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.Optional;

/**
 * Something that a rule has to say about a configuration.
 *
 * @param rule the stable name of the rule, such as {@code sharing}
 * @param message one or two sentences that name guest, APQN, owner and what the kernel would say
 * @param device the device that it is about
 * @param apqns the queues that it is about, ordered
 * @param fixes ways out, the least disturbing first
 */
public record Finding(
        Severity severity,
        String rule,
        String message,
        Optional<MdevUuid> device,
        List<Apqn> apqns,
        Optional<Culprit> culprit,
        Optional<KernelAnswer> kernelAnswer,
        List<Fix> fixes) {

    public Finding {
        apqns = List.copyOf(apqns);
        fixes = List.copyOf(fixes);
    }
}
