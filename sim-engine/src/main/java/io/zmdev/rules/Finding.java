package io.zmdev.rules;

import io.zmdev.model.KernelVersion;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;
import java.util.Optional;

/**
 * Something that a rule has to say about a configuration.
 *
 * @param rule the stable name of the rule, such as {@code sharing}; {@code docs/rules.md} explains each
 * @param message one or two sentences that name guest, APQN, owner and what the kernel would say
 * @param device the device that it is about
 * @param apqns the queues that it is about, ordered
 * @param kernelAnswer what the kernel would say, empty when it accepts
 * @param evidence how the behaviour of the machine's kernel is known; empty when it doesn't depend on the kernel
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
        Optional<KernelBehaviour.Evidence> evidence,
        List<Fix> fixes) {

    public Finding {
        apqns = List.copyOf(apqns);
        fixes = fixes.stream().sorted(Fix.BY_DISTURBANCE).toList();
    }

    /** A finding about the whole configuration or machine. */
    static Finding of(Severity severity, Rule rule, String message, Culprit culprit) {
        return new Finding(
                severity,
                rule.name(),
                message,
                Optional.empty(),
                List.of(),
                Optional.of(culprit),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    Finding about(MdevUuid uuid) {
        return new Finding(severity, rule, message, Optional.of(uuid), apqns, culprit, kernelAnswer, evidence, fixes);
    }

    Finding withQueues(List<Apqn> queues) {
        return new Finding(severity, rule, message, device, queues, culprit, kernelAnswer, evidence, fixes);
    }

    /** With the answer of the kernel, which also ends the message. */
    Finding answered(KernelAnswer answer) {
        return new Finding(
                severity,
                rule,
                message + " " + answer.sentence(),
                device,
                apqns,
                culprit,
                Optional.of(answer),
                evidence,
                fixes);
    }

    /** With how the kernel's behaviour is known, which also ends the message unless it was recorded. */
    Finding knownBy(Observed<KernelVersion> kernel) {
        KernelBehaviour.Evidence known = KernelBehaviour.evidence(kernel);
        String caveat = switch (known) {
            case RECORDED -> "";
            case SOURCE ->
                " (%s: from source, unverified.)"
                        .formatted(kernel.map(version -> "Kernel " + version).orElse("A kernel of unknown version"));
        };
        return new Finding(
                severity, rule, message + caveat, device, apqns, culprit, kernelAnswer, Optional.of(known), fixes);
    }

    Finding withFixes(List<Fix> newFixes) {
        return new Finding(severity, rule, message, device, apqns, culprit, kernelAnswer, evidence, newFixes);
    }
}
