package io.zmdev.rules;

import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One queue that vfio_ap does not have removes its whole adapter from the guest ({@link GuestFilter}); kernels before 6.0
 * refuse the assignment instead. Queues of the host's drivers are left to {@link HostOwnedRule}.
 */
final class AdapterFilteredRule implements Rule {

    @Override
    public String name() {
        return "adapter-filtered";
    }

    @Override
    public boolean dependsOnGeneration() {
        return true;
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.listed().stream().flatMap(holder -> check(situation, holder).stream());
    }

    private Optional<Finding> check(Situation situation, Holder holder) {
        GuestFilter.Result view = judgedHere(situation, holder);
        if (view.dropped().isEmpty()) {
            return Optional.empty();
        }
        List<Apqn> because = notPassable(situation, holder).toList();
        Mask256 adapters = Mask256.of(
                view.dropped().stream().mapToInt(dropped -> dropped.adapter().value()));
        boolean refuses = !because.stream().allMatch(holder.active()::contains)
                && !situation.kernelHas(KernelBehaviour.OVER_PROVISIONING);
        boolean unknown = because.stream().allMatch(situation.forecast()::isUnknown);
        String reasons = because.stream()
                .limit(3)
                .map(apqn -> apqn + " " + reason(situation.forecast().outlook(apqn)))
                .collect(Collectors.joining(", "));
        Finding finding = Finding.of(
                        severity(refuses, unknown),
                        this,
                        message(holder, view, adapters, reasons, refuses, unknown),
                        new Culprit.MachineFact(SysfsPath.queue(because.getFirst())))
                .about(holder.uuid())
                .withQueues(because)
                .withFixes(fixes(situation, holder, adapters, because));
        return Optional.of(
                refuses && !unknown
                        ? finding.answered(AssignmentWrites.firstUnavailable(situation, holder, because))
                        : finding);
    }

    /** The view as if no queue were left to the host's drivers. */
    private static GuestFilter.Result judgedHere(Situation situation, Holder holder) {
        return GuestFilter.filter(holder.matrix(), situation.lpar(), apqn -> isPassableHere(situation, apqn));
    }

    private static Stream<Apqn> notPassable(Situation situation, Holder holder) {
        return holder.matrix().intersection(situation.lpar()).queues().filter(apqn -> !isPassableHere(situation, apqn));
    }

    private static boolean isPassableHere(Situation situation, Apqn apqn) {
        return situation.forecast().isPassableIfFree(apqn)
                || situation.ownership().ownsByOverride(apqn);
    }

    private static Severity severity(boolean refuses, boolean unknown) {
        if (!refuses) {
            return Severity.LOSES_REDUNDANCY;
        }
        return unknown ? Severity.UNKNOWN : Severity.IMPOSSIBLE;
    }

    private static String reason(BindingForecast.Outlook outlook) {
        return switch (outlook) {
            case BindingForecast.Outlook.NotPassable(String reason) -> reason;
            case BindingForecast.Outlook.Unknown(String reason) -> reason;
            case BindingForecast.Outlook.Passable() -> "is bound to vfio_ap";
        };
    }

    private static String message(
            Holder holder,
            GuestFilter.Result view,
            Mask256 adapters,
            String reasons,
            boolean refuses,
            boolean unknown) {
        if (unknown) {
            return "Whether %s sees %s cannot be judged: %s."
                    .formatted(holder.name(), Wording.namedAdapters(adapters), reasons);
        }
        if (refuses) {
            return "%s cannot take %s: %s.".formatted(holder.name(), Wording.namedAdapters(adapters), reasons);
        }
        return "%s sees %d of its %s: %s, so %s %s left out of guest_matrix."
                .formatted(
                        holder.name(),
                        view.guest().queueCount(),
                        Wording.counted(holder.matrix().queueCount(), "queue"),
                        reasons,
                        Wording.namedAdapters(adapters),
                        adapters.count() == 1 ? "is" : "are");
    }

    private static List<Fix> fixes(Situation situation, Holder holder, Mask256 adapters, List<Apqn> because) {
        List<Fix> fixes = new ArrayList<>();
        fixes.add(QueueFixes.dropIds(holder, adapters, Mask256.NONE));
        Mask256 domains =
                Mask256.of(because.stream().mapToInt(apqn -> apqn.domain().value()));
        Holder without = holder.withMatrix(
                holder.matrix().withDomains(holder.matrix().domains().minus(domains)));
        if (judgedHere(situation, without).dropped().isEmpty()) {
            fixes.add(QueueFixes.dropIds(holder, Mask256.NONE, domains));
        }
        return fixes;
    }
}
