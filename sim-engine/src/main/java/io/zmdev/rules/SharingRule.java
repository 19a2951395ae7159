package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * No queue may be in two matrices, running or not, existing or not ({@code vfio_ap_mdev_verify_no_sharing}): two products
 * share a queue when they share an adapter and a domain. One finding for each pair.
 */
final class SharingRule implements Rule {

    @Override
    public String name() {
        return "sharing";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        if (!situation.occupancy().hasSharedQueue()) {
            return Stream.empty();
        }
        List<Finding> findings = new ArrayList<>();
        List<Holder> listed = situation.listed();
        for (int i = 0; i < listed.size(); i++) {
            Holder holder = listed.get(i);
            for (int j = 0; j < i; j++) {
                if (holder.matrix().sharesQueueWith(listed.get(j).matrix())) {
                    findings.add(pair(situation, listed.get(j), holder));
                }
            }
            for (Holder owner : situation.unlisted()) {
                if (holder.matrix().sharesQueueWith(owner.matrix())) {
                    findings.add(finding(situation, holder, owner));
                }
            }
        }
        return findings.stream();
    }

    /** The one that has the queues already is the owner, else the one that is listed first. */
    private Finding pair(Situation situation, Holder earlier, Holder later) {
        ApMatrix shared = earlier.matrix().intersection(later.matrix());
        return later.has(shared) && !earlier.has(shared)
                ? finding(situation, earlier, later)
                : finding(situation, later, earlier);
    }

    private Finding finding(Situation situation, Holder subject, Holder owner) {
        ApMatrix shared = subject.matrix().intersection(owner.matrix());
        List<Apqn> apqns = shared.queues().toList();
        Severity severity =
                isStartedByHand(subject) || isStartedByHand(owner) ? Severity.IMPOSSIBLE_TOGETHER : Severity.IMPOSSIBLE;
        return Finding.of(severity, this, message(severity, subject, owner, apqns), owner.culprit())
                .about(subject.uuid())
                .withQueues(apqns)
                .answered(AssignmentWrites.firstRefused(
                        situation, subject, matrix -> matrix.sharesQueueWith(owner.matrix()), Errno.EADDRINUSE))
                .withFixes(fixes(situation, subject, owner, shared));
    }

    private static boolean isStartedByHand(Holder holder) {
        return holder.managed() && !holder.autostart();
    }

    private static String message(Severity severity, Holder subject, Holder owner, List<Apqn> apqns) {
        String belongs = apqns.size() == 1 ? ": it belongs to " : ": they belong to ";
        String sentence = subject.name() + " cannot take " + Wording.queues(apqns) + belongs + owner.name()
                + (owner.managed() ? "." : ", which is active and not in this configuration.");
        return severity == Severity.IMPOSSIBLE_TOGETHER
                ? sentence + " Both may be defined, only one can be active."
                : sentence;
    }

    private static List<Fix> fixes(Situation situation, Holder subject, Holder owner, ApMatrix shared) {
        List<Fix> fixes = new ArrayList<>(QueueFixes.drop(subject, shared));
        QueueFixes.moveDomain(situation, subject, shared.domains()).ifPresent(fixes::add);
        if (owner.managed() && situation.mayChange(owner.uuid())) {
            fixes.addAll(QueueFixes.dropFromOther(owner, shared));
            QueueFixes.moveOtherDomain(situation, owner, shared.domains()).ifPresent(fixes::add);
        }
        return fixes;
    }
}
