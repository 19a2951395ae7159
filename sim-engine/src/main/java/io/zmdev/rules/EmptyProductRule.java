package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import java.util.stream.Stream;

/** Adapters without domains, or domains without adapters, give a guest no queue. */
final class EmptyProductRule implements Rule {

    @Override
    public String name() {
        return "empty-product";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.listed().stream()
                .filter(holder -> holder.matrix().queueCount() == 0)
                .map(this::finding);
    }

    private Finding finding(Holder holder) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "%s has no queue: it has %s.".formatted(holder.name(), missing(holder.matrix())),
                        new Culprit.Configured("mediatedDevices " + holder.uuid()))
                .about(holder.uuid());
    }

    private static String missing(ApMatrix matrix) {
        if (matrix.adapters().isEmpty()) {
            return matrix.domains().isEmpty() ? "neither adapters nor domains" : "domains and no adapters";
        }
        return "adapters and no domains";
    }
}
