package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a mask could not be read, a queue counts as free only if the configuration itself frees its adapter or its domain:
 * what is unknown is never free.
 */
final class UnknownMasksRule implements Rule {

    @Override
    public String name() {
        return "unknown-masks";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        List<Observed.Unknown<Mask256>> unread = situation.unreadMasks();
        if (unread.isEmpty()) {
            return Stream.empty();
        }
        return situation.listed().stream()
                .filter(holder -> situation.ownership().ownsAnyOf(holder.matrix()))
                .map(holder -> finding(situation, holder, unread));
    }

    private Finding finding(Situation situation, Holder holder, List<Observed.Unknown<Mask256>> unread) {
        List<Apqn> apqns = situation.ownership().queuesOwnedOf(holder.matrix());
        String reasons = unread.stream()
                .map(mask -> mask.path() + " could not be read (" + mask.reason() + ")")
                .collect(Collectors.joining(" and "));
        return Finding.of(
                        Severity.UNKNOWN,
                        this,
                        "Whether the host's drivers own %s of %s cannot be judged: %s."
                                .formatted(Wording.queues(apqns), holder.name(), reasons),
                        new Culprit.MachineFact(unread.getFirst().path()))
                .about(holder.uuid())
                .withQueues(apqns);
    }
}
