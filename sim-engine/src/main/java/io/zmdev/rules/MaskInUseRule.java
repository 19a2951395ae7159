package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    public Stream<Finding> check(Situation situation) {
        return situation.ap().stream()
                .flatMap(ap -> Stream.concat(situation.listed().stream(), situation.unlisted().stream())
                        .flatMap(holder -> check(situation, ap, holder).stream()));
    }

    private Optional<Finding> check(Situation situation, ApBus ap, Holder holder) {
        ApMatrix held = holder.matrix().intersection(holder.active());
        ApMatrix newlyReserved = held.intersection(situation.newlyReserved());
        boolean queriesAll = situation.kernelHas(KernelBehaviour.MASKS_CHECKED_AGAINST_ALL)
                && ap.apmask().isKnown()
                && ap.aqmask().isKnown();
        List<Apqn> apqns = held.queues()
                .filter(apqn -> newlyReserved.adapters().contains(apqn.adapter().value())
                        || newlyReserved.domains().contains(apqn.domain().value()))
                .filter(apqn -> queriesAll || situation.ownership().masks().owns(apqn))
                .toList();
        if (apqns.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                situation.kernelHas(KernelBehaviour.MASKS_CHECKED_AGAINST_DEVICES)
                        ? refused(situation, holder, newlyReserved, apqns)
                        : takenAway(situation, holder, newlyReserved, apqns));
    }

    private Finding refused(Situation situation, Holder holder, ApMatrix newlyReserved, List<Apqn> apqns) {
        HostOwnership masks = situation.ownership().masks();
        KernelAnswer answer = newlyReserved.adapters().isEmpty()
                ? new KernelAnswer(Errno.EBUSY, SysfsPath.AQMASK, masks.aqmask().toHex())
                : new KernelAnswer(Errno.EBUSY, SysfsPath.APMASK, masks.apmask().toHex());
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot go back to the host's drivers: %s has %s."
                                .formatted(capitalised(reserved(newlyReserved)), holder.name(), Wording.queues(apqns)),
                        holder.culprit())
                .about(holder.uuid())
                .withQueues(apqns)
                .answered(answer)
                .withFixes(fixes(situation, holder, newlyReserved));
    }

    private Finding takenAway(Situation situation, Holder holder, ApMatrix newlyReserved, List<Apqn> apqns) {
        return Finding.of(
                        Severity.LOSES_REDUNDANCY,
                        this,
                        "Giving %s back to the host's drivers takes %s from %s; this kernel does not refuse it."
                                .formatted(reserved(newlyReserved), Wording.queues(apqns), holder.name()),
                        holder.culprit())
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
