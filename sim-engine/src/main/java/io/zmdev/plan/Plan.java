package io.zmdev.plan;

import java.util.List;

/**
 * How a machine becomes what a configuration asks for.
 *
 * @param configuration the configuration's name
 * @param machine the machine's name
 * @param fingerprint every attribute that the plan was computed from, as it was then: the plan is stale once one differs
 * @param steps in the order in which they are safe
 */
public record Plan(String configuration, String machine, List<Expectation> fingerprint, List<Step> steps) {

    public Plan {
        fingerprint = List.copyOf(fingerprint);
        steps = List.copyOf(steps);
    }

    /** What it takes from running guests, in the order of the steps. */
    public List<String> disturbedGuests() {
        return steps.stream()
                .flatMap(step -> step.disturbances().stream())
                .filter(disturbance -> disturbance.kind() == Disturbance.Kind.RUNNING_GUEST)
                .map(Disturbance::what)
                .distinct()
                .toList();
    }

    /** Whether there is nothing to change. */
    public boolean isEmpty() {
        return steps.isEmpty();
    }
}
