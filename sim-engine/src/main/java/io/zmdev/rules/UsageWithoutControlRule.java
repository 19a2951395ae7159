package io.zmdev.rules;

import io.zmdev.model.ap.Mask256;
import java.util.List;
import java.util.stream.Stream;

/** vfio_ap doesn't make a usage domain a control domain: without it a guest can't administer its own domain. */
final class UsageWithoutControlRule implements Rule {

    @Override
    public String name() {
        return "usage-without-control";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        Mask256 possible = situation.lpar().controlDomains();
        return situation.listed().stream().flatMap(holder -> {
            Mask256 missing = holder.matrix()
                    .domains()
                    .minus(holder.matrix().controlDomains())
                    .and(possible);
            return missing.isEmpty() ? Stream.empty() : Stream.of(finding(holder, missing));
        });
    }

    private Finding finding(Holder holder, Mask256 missing) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "%s uses %s and cannot administer %s: not among its control domains."
                                .formatted(
                                        holder.name(),
                                        Wording.namedDomains(missing),
                                        missing.count() == 1 ? "it" : "them"),
                        new Culprit.Configured("mediatedDevices " + holder.uuid()))
                .about(holder.uuid())
                .withFixes(List.of(Fix.harmless(
                        "Control " + Wording.domains(missing) + " too",
                        new ConfigurationEdit.AssignControlDomains(holder.uuid(), missing))));
    }
}
