package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Before 6.0 an adapter without domains, or a domain without adapters, is taken only if one of its queues is bound to vfio_ap
 * ({@code vfio_ap_mdev_verify_queues_reserved_for_apid}). Matrices with queues are left to the other rules.
 */
final class NothingBoundRule implements Rule {

    @Override
    public String name() {
        return "nothing-bound";
    }

    @Override
    public boolean dependsOnGeneration() {
        return true;
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.kernelHas(KernelBehaviour.OVER_PROVISIONING)
                ? Stream.empty()
                : situation.listed().stream()
                        .filter(holder -> holder.matrix().queueCount() == 0)
                        .flatMap(holder -> check(situation, holder).stream());
    }

    private Optional<Finding> check(Situation situation, Holder holder) {
        List<MatrixWrites.Change> refused = AssignmentWrites.growth(situation, holder).stream()
                .filter(change -> !isOfControlDomains(change))
                .filter(change -> !AssignmentWrites.isAvailable(situation, change))
                .toList();
        ApMatrix ids = refused.stream()
                .map(MatrixWrites.Change::addedIds)
                .reduce(ApMatrix.EMPTY, NothingBoundRule::union)
                .intersection(situation.lpar());
        return refused.stream()
                .filter(change ->
                        !change.addedIds().intersection(situation.lpar()).equals(ApMatrix.EMPTY))
                .findFirst()
                .map(first -> finding(holder, ids, KernelAnswer.to(first.write(), Errno.EADDRNOTAVAIL)));
    }

    private static boolean isOfControlDomains(MatrixWrites.Change change) {
        return !change.addedIds().controlDomains().isEmpty();
    }

    private static ApMatrix union(ApMatrix left, ApMatrix right) {
        return new ApMatrix(left.adapters().or(right.adapters()), left.domains().or(right.domains()), Mask256.NONE);
    }

    private Finding finding(Holder holder, ApMatrix ids, KernelAnswer answer) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot take %s: no queue of %s is bound to vfio_ap."
                                .formatted(
                                        holder.name(),
                                        ids.adapters().isEmpty()
                                                ? Wording.namedDomains(ids.domains())
                                                : Wording.namedAdapters(ids.adapters()),
                                        ids.adapters().count() + ids.domains().count() == 1 ? "it" : "them"),
                        new Culprit.MachineFact(SysfsPath.AP_BUS + "/drivers/vfio_ap"))
                .about(holder.uuid())
                .answered(answer)
                .withFixes(List.of(QueueFixes.dropIds(holder, ids.adapters(), ids.domains())));
    }
}
