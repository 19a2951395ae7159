package io.zmdev.plan;

import java.util.List;

/**
 * How a machine becomes what a configuration asks for, and what it keeps of it for its next boot.
 *
 * @param configuration the configuration's name
 * @param machine the machine's name
 * @param fingerprint every attribute that the plan was computed from, as it was then: the plan is stale once one differs
 * @param steps in the order in which they are safe
 * @param files the files that change once the steps are made and confirmed, in the order in which they are safe to write
 */
public record Plan(
        String configuration, String machine, List<Expectation> fingerprint, List<Step> steps, List<FileChange> files) {

    public Plan {
        fingerprint = List.copyOf(fingerprint);
        steps = List.copyOf(steps);
        files = List.copyOf(files);
    }

    /** A plan that lasts until the next boot. */
    public Plan(String configuration, String machine, List<Expectation> fingerprint, List<Step> steps) {
        this(configuration, machine, fingerprint, steps, List.of());
    }

    /** The same steps, and files that keep what they make. */
    public Plan keeping(List<FileChange> changes) {
        return new Plan(configuration, machine, fingerprint, steps, changes);
    }

    /** What it takes for good and takes only when that was agreed to ({@link Losses}), in the order of the steps. */
    public List<String> losses() {
        return steps.stream()
                .flatMap(step -> step.disturbances().stream())
                .filter(disturbance -> disturbance.kind().needsAgreement())
                .map(Disturbance::what)
                .distinct()
                .toList();
    }

    /** Whether there is nothing to change. */
    public boolean isEmpty() {
        return steps.isEmpty() && files.isEmpty();
    }
}
