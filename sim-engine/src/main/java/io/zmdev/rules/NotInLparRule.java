package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Ids that the machine could have but the LPAR lacks: kernels from 6.0 on accept them and leave them out of the guest until
 * the LPAR gets them; older ones refuse them because no queue of them is bound.
 */
final class NotInLparRule implements Rule {

    @Override
    public String name() {
        return "not-in-lpar";
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
        ApMatrix absent = holder.matrix().minus(situation.lpar()).intersection(situation.possible());
        if (absent.equals(ApMatrix.EMPTY)) {
            return Optional.empty();
        }
        ApMatrix written = absent.minus(holder.active());
        boolean refused = !situation.kernelHas(KernelBehaviour.OVER_PROVISIONING)
                && !(written.adapters().isEmpty() && written.domains().isEmpty());
        String missing = "this LPAR does not have " + Wording.list(named(absent));
        Finding finding = Finding.of(
                        refused ? Severity.IMPOSSIBLE : Severity.LOSES_REDUNDANCY,
                        this,
                        refused
                                ? "%s cannot take them: %s.".formatted(holder.name(), missing)
                                : "%s is assigned what it does not get: %s.".formatted(holder.name(), missing),
                        new Culprit.MachineFact(path(absent)))
                .about(holder.uuid())
                .withFixes(List.of(drop(holder, absent)));
        return Optional.of(
                refused
                        ? finding.answered(AssignmentWrites.firstRefused(
                                situation,
                                holder,
                                tried -> tried.adapters().intersects(written.adapters())
                                        || tried.domains().intersects(written.domains()),
                                Errno.EADDRNOTAVAIL))
                        : finding);
    }

    private static List<String> named(ApMatrix absent) {
        List<String> what = new ArrayList<>();
        if (!absent.adapters().isEmpty()) {
            what.add(Wording.namedAdapters(absent.adapters()));
        }
        if (!absent.domains().isEmpty()) {
            what.add(Wording.namedDomains(absent.domains()));
        }
        if (!absent.controlDomains().isEmpty()) {
            what.add("control " + Wording.namedDomains(absent.controlDomains()));
        }
        return what;
    }

    private static String path(ApMatrix absent) {
        if (!absent.adapters().isEmpty()) {
            return SysfsPath.ADAPTER_MASK;
        }
        return absent.domains().isEmpty() ? SysfsPath.CONTROL_DOMAIN_MASK : SysfsPath.USAGE_DOMAIN_MASK;
    }

    private static Fix drop(Holder holder, ApMatrix absent) {
        ApMatrix matrix = holder.matrix();
        return new Fix(
                "Drop them from " + holder.name(),
                new ConfigurationEdit.SetMatrix(holder.uuid(), QueueFixes.without(matrix, absent)),
                0,
                absent.adapters().count()
                        + absent.domains().count()
                        + absent.controlDomains().count(),
                0);
    }
}
