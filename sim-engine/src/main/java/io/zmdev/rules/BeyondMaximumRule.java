package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.host.SysfsPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Ids above the machine's highest can't be assigned ({@code apm_max}, {@code aqm_max}, {@code adm_max}). */
final class BeyondMaximumRule implements Rule {

    @Override
    public String name() {
        return "beyond-maximum";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.ap().stream()
                .flatMap(ap -> situation.listed().stream().flatMap(holder -> check(situation, ap, holder).stream()));
    }

    private Optional<Finding> check(Situation situation, ApBus ap, Holder holder) {
        ApMatrix possible = situation.possible();
        ApMatrix beyond = holder.matrix().minus(possible);
        if (beyond.equals(ApMatrix.EMPTY)) {
            return Optional.empty();
        }
        List<String> what = new ArrayList<>();
        if (!beyond.adapters().isEmpty()) {
            what.add("%s (the highest is %02x)".formatted(Wording.namedAdapters(beyond.adapters()), ap.maxAdapter()));
        }
        if (!beyond.domains().isEmpty()) {
            what.add("%s (the highest is %04x)".formatted(Wording.namedDomains(beyond.domains()), ap.maxDomain()));
        }
        if (!beyond.controlDomains().isEmpty()) {
            what.add("control %s (the highest is %04x)"
                    .formatted(Wording.namedDomains(beyond.controlDomains()), ap.maxDomain()));
        }
        return Optional.of(Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot take %s: this machine cannot have them."
                                .formatted(holder.name(), Wording.list(what)),
                        new Culprit.MachineFact(
                                beyond.adapters().isEmpty() ? SysfsPath.MAX_DOMAIN_ID : SysfsPath.MAX_ADAPTER_ID))
                .about(holder.uuid())
                .answered(AssignmentWrites.firstRefused(
                        situation, holder, matrix -> !matrix.minus(possible).equals(ApMatrix.EMPTY), Errno.ENODEV))
                .withFixes(List.of(drop(holder, beyond))));
    }

    private static Fix drop(Holder holder, ApMatrix beyond) {
        ApMatrix matrix = holder.matrix();
        ApMatrix left = QueueFixes.without(matrix, beyond);
        return new Fix(
                "Drop them from " + holder.name(),
                new ConfigurationEdit.SetMatrix(holder.uuid(), left),
                0,
                beyond.adapters().count()
                        + beyond.domains().count()
                        + beyond.controlDomains().count(),
                matrix.queueCount() - left.queueCount());
    }
}
