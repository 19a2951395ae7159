package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * No queue may be in two matrices, running or not, existing or not ({@code vfio_ap_mdev_verify_no_sharing}). Of all that want a
 * queue one is its owner ({@link Occupancy}); one finding for each device and owner, grouped by owner, so that each queue that
 * a device can't have is named once, however many others want it too.
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
        Occupancy occupancy = situation.occupancy();
        SortedMap<Integer, List<Finding>> byOwner = new TreeMap<>();
        for (Holder subject : situation.listed()) {
            occupancy
                    .queuesOwnedByOthers(subject)
                    .forEach((owner, apqns) -> byOwner.computeIfAbsent(owner, unseen -> new ArrayList<>())
                            .add(finding(situation, subject, occupancy.holder(owner), apqns)));
        }
        return byOwner.values().stream().flatMap(List::stream);
    }

    private Finding finding(Situation situation, Holder subject, Holder owner, List<Apqn> apqns) {
        Severity severity =
                isStartedByHand(subject) || isStartedByHand(owner) ? Severity.IMPOSSIBLE_TOGETHER : Severity.IMPOSSIBLE;
        return Finding.of(severity, this, message(severity, subject, owner, apqns), owner.having(apqns))
                .about(subject.uuid())
                .withQueues(apqns)
                .answered(AssignmentWrites.firstRefused(
                        situation, subject, matrix -> apqns.stream().anyMatch(matrix::contains), Errno.EADDRINUSE))
                .withFixes(fixes(situation, subject, owner, apqns));
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

    private static List<Fix> fixes(Situation situation, Holder subject, Holder owner, List<Apqn> apqns) {
        ApMatrix shared = QueueFixes.rectangle(apqns);
        List<Fix> fixes = new ArrayList<>(QueueFixes.drop(subject, shared));
        QueueFixes.moveDomain(situation, subject, shared.domains()).ifPresent(fixes::add);
        boolean oneStays = !situation.occupancy().isWantedByMoreThanTwo(apqns);
        if (oneStays && owner.managed() && situation.mayChange(owner.uuid())) {
            fixes.addAll(QueueFixes.dropFromOther(owner, shared));
            QueueFixes.moveOtherDomain(situation, owner, shared.domains()).ifPresent(fixes::add);
        }
        return fixes;
    }
}
