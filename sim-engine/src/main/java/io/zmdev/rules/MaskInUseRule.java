package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A mask bit can't be given back to the host's drivers while a mediated device has a queue of it ({@code apmask_commit},
 * {@code in_use}). Kernels from 6.19 on look at the new bits against all ids of the other mask, older ones against the other
 * mask; kernels before 6.0 don't look and take the queue away.
 */
final class MaskInUseRule implements Rule {

    @Override
    public String name() {
        return "mask-in-use";
    }

    @Override
    public boolean dependsOnGeneration() {
        return true;
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return Stream.concat(situation.listed().stream(), situation.unlisted().stream())
                .flatMap(holder -> check(situation, holder).stream());
    }

    private Optional<Finding> check(Situation situation, Holder holder) {
        ApMatrix held = holder.matrix().intersection(holder.active());
        SortedSet<Apqn> apqns = new TreeSet<>();
        Optional<KernelAnswer> answer = Optional.empty();
        for (MaskWrites.Change change : situation.maskWrites()) {
            List<Apqn> taken =
                    held.intersection(asked(situation, change)).queues().toList();
            if (answer.isEmpty() && !taken.isEmpty()) {
                answer = Optional.of(KernelAnswer.to(change.write(), Errno.EBUSY));
            }
            apqns.addAll(taken);
        }
        ApMatrix reserved = held.intersection(situation.newlyReserved());
        return answer.map(refusal -> situation.kernelHas(KernelBehaviour.MASKS_CHECKED_AGAINST_DEVICES)
                ? refused(situation, holder, reserved, List.copyOf(apqns)).answered(refusal)
                : takenAway(situation, holder, reserved, List.copyOf(apqns)));
    }

    /** The queues about which a write of a mask asks vfio_ap: the new bits with all ids of the other kind, or its mask. */
    private static ApMatrix asked(Situation situation, MaskWrites.Change change) {
        boolean all = situation.kernelHas(KernelBehaviour.MASKS_CHECKED_AGAINST_ALL)
                && situation.ownershipBefore().isPresent();
        Mask256 added = change.to().minus(change.from());
        return change.isApmask()
                ? new ApMatrix(added, all ? Mask256.ALL : change.after().aqmask(), Mask256.NONE)
                : new ApMatrix(all ? Mask256.ALL : change.after().apmask(), added, Mask256.NONE);
    }

    private Finding refused(Situation situation, Holder holder, ApMatrix newlyReserved, List<Apqn> apqns) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot go back to the host's drivers: %s has %s."
                                .formatted(capitalised(reserved(newlyReserved)), holder.name(), Wording.queues(apqns)),
                        holder.having(apqns))
                .about(holder.uuid())
                .withQueues(apqns)
                .withFixes(fixes(situation, holder, newlyReserved));
    }

    private Finding takenAway(Situation situation, Holder holder, ApMatrix newlyReserved, List<Apqn> apqns) {
        return Finding.of(
                        Severity.LOSES_REDUNDANCY,
                        this,
                        "Giving %s back to the host's drivers takes %s from %s; this kernel does not refuse it."
                                .formatted(reserved(newlyReserved), Wording.queues(apqns), holder.name()),
                        holder.having(apqns))
                .about(holder.uuid())
                .withQueues(apqns)
                .withFixes(fixes(situation, holder, newlyReserved));
    }

    private static List<Fix> fixes(Situation situation, Holder holder, ApMatrix newlyReserved) {
        List<Fix> fixes = new ArrayList<>();
        fixes.add(new Fix(
                "Keep " + reserved(newlyReserved) + " free",
                new ConfigurationEdit.FreeInMasks(newlyReserved.adapters(), newlyReserved.domains()),
                0,
                newlyReserved.adapters().count() + newlyReserved.domains().count(),
                0));
        if (holder.managed() && situation.mayChange(holder.uuid())) {
            fixes.add(QueueFixes.dropIds(holder, newlyReserved.adapters(), newlyReserved.domains()));
        }
        return fixes;
    }

    private static String reserved(ApMatrix newlyReserved) {
        List<String> what = new ArrayList<>();
        if (!newlyReserved.adapters().isEmpty()) {
            what.add(Wording.namedAdapters(newlyReserved.adapters()));
        }
        if (!newlyReserved.domains().isEmpty()) {
            what.add(Wording.namedDomains(newlyReserved.domains()));
        }
        return Wording.list(what);
    }

    private static String capitalised(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
