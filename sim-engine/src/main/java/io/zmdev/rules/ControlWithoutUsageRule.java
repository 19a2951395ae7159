package io.zmdev.rules;

import java.util.List;
import java.util.stream.Stream;

/** Control domains are reached through a usage domain; ap-check of s390-tools doesn't start a device that has none. */
final class ControlWithoutUsageRule implements Rule {

    @Override
    public String name() {
        return "control-without-usage";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.listed().stream()
                .filter(holder -> !holder.matrix().controlDomains().isEmpty()
                        && holder.matrix().domains().isEmpty())
                .map(this::finding);
    }

    private Finding finding(Holder holder) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "%s has control %s and no usage domain to reach them through; ap-check refuses to start it."
                                .formatted(
                                        holder.name(),
                                        Wording.namedDomains(holder.matrix().controlDomains())),
                        new Culprit.Configured("mediatedDevices " + holder.uuid()))
                .about(holder.uuid())
                .withFixes(List.of(Fix.harmless(
                        "Drop the control domains",
                        new ConfigurationEdit.UnassignControlDomains(
                                holder.uuid(), holder.matrix().controlDomains()))));
    }
}
