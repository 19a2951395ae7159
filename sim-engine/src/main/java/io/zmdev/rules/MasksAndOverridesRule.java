package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.MaskRequest;
import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.ap.Queue;
import io.zmdev.model.host.SysfsPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The masks can't be written while a queue has a {@code driver_override}: the two exclude each other on the whole bus. */
final class MasksAndOverridesRule implements Rule {

    @Override
    public String name() {
        return "masks-and-overrides";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.ap().flatMap(ap -> check(situation, ap)).stream();
    }

    private Optional<Finding> check(Situation situation, ApBus ap) {
        HostOwnership after = situation.ownership().masks();
        boolean changesApmask = changes(ap.apmask(), after.apmask());
        if (!changesApmask && !changes(ap.aqmask(), after.aqmask())) {
            return Optional.empty();
        }
        KernelAnswer answer = changesApmask
                ? new KernelAnswer(
                        Errno.EINVAL, SysfsPath.APMASK, after.apmask().toHex())
                : new KernelAnswer(
                        Errno.EINVAL, SysfsPath.AQMASK, after.aqmask().toHex());
        return ap.queues().stream()
                .filter(queue -> queue.driverOverride().isPresent())
                .findFirst()
                .map(queue -> finding(situation, queue, answer));
    }

    private static boolean changes(Observed<Mask256> before, Mask256 after) {
        return before.isKnown() && !before.get().equals(after);
    }

    private Finding finding(Situation situation, Queue queue, KernelAnswer answer) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "The masks cannot change: %s has driver_override %s."
                                .formatted(queue.apqn(), queue.driverOverride().orElseThrow()),
                        new Culprit.MachineFact(SysfsPath.queue(queue.apqn()) + "/driver_override"))
                .withQueues(List.of(queue.apqn()))
                .answered(answer)
                .withFixes(leave(situation).stream().toList());
    }

    /** Leaving the masks as they are, unless a device needs what they would free. */
    private static Optional<Fix> leave(Situation situation) {
        boolean needed = situation.ownershipBefore().isEmpty()
                || situation.listed().stream()
                        .anyMatch(holder -> situation.ownershipBefore().get().ownsAnyOf(holder.matrix())
                                && !situation.ownership().ownsAnyOf(holder.matrix()));
        return needed
                ? Optional.empty()
                : Optional.of(Fix.harmless(
                        "Leave the masks as they are", new ConfigurationEdit.SetMasks(MaskRequest.UNCHANGED)));
    }
}
