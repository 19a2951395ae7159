package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.ap.Mask256;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * No queue of a matrix may be reserved for the host's drivers ({@code ap_apqn_in_matrix_owned_by_def_drv}), by the masks that
 * the configuration asks for. Queues that a device has already are left to {@link MaskInUseRule}: there the mask is refused.
 */
final class HostOwnedRule implements Rule {

    @Override
    public String name() {
        return "host-owned";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        if (!situation.masksKnown()) {
            return Stream.empty();
        }
        return situation.listed().stream()
                .filter(holder -> situation.ownership().ownsAnyOf(holder.matrix()))
                .flatMap(holder -> check(situation, holder).stream());
    }

    private Optional<Finding> check(Situation situation, Holder holder) {
        QueueOwnership ownership = situation.ownership();
        List<Apqn> apqns = ownership.queuesOwnedOf(holder.matrix()).stream()
                .filter(apqn -> !holder.active().contains(apqn))
                .toList();
        if (apqns.isEmpty()) {
            return Optional.empty();
        }
        ApMatrix owned = QueueFixes.rectangle(apqns);
        return Optional.of(Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot take %s: the host's drivers own %s."
                                .formatted(holder.name(), Wording.queues(apqns), apqns.size() == 1 ? "it" : "them"),
                        new Culprit.HostDrivers(owned.adapters(), owned.domains()))
                .about(holder.uuid())
                .withQueues(apqns)
                .answered(AssignmentWrites.firstUnavailable(situation, holder, apqns))
                .withFixes(fixes(situation, holder, owned)));
    }

    private static List<Fix> fixes(Situation situation, Holder holder, ApMatrix owned) {
        List<Fix> fixes = new ArrayList<>();
        if (situation.ownership().overridden().isEmpty()) {
            fixes.add(free(situation, owned));
        }
        fixes.addAll(QueueFixes.drop(holder, owned));
        QueueFixes.moveDomain(situation, holder, owned.domains()).ifPresent(fixes::add);
        return fixes;
    }

    /** Frees the adapters or the domains, whichever takes fewer queues from the host's drivers. */
    private static Fix free(Situation situation, ApMatrix owned) {
        HostOwnership masks = situation.ownership().masks();
        ApMatrix lpar = situation.lpar();
        int byAdapters =
                owned.adapters().count() * lpar.domains().and(masks.aqmask()).count();
        int byDomains =
                owned.domains().count() * lpar.adapters().and(masks.apmask()).count();
        return byAdapters <= byDomains
                ? new Fix(
                        "Free " + Wording.namedAdapters(owned.adapters()),
                        new ConfigurationEdit.FreeInMasks(owned.adapters(), Mask256.NONE),
                        0,
                        owned.adapters().count(),
                        byAdapters)
                : new Fix(
                        "Free " + Wording.namedDomains(owned.domains()),
                        new ConfigurationEdit.FreeInMasks(Mask256.NONE, owned.domains()),
                        0,
                        owned.domains().count(),
                        byDomains);
    }
}
