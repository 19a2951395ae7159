package io.zmdev.sim.tracing;

import io.zmdev.sim.mmio.MmioStep;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/** What a trace is of: its documented steps, and which of them cause others on another thread. */
public enum TraceKind {
    /** An I/O of a guest through vfio-ccw: a request is an instruction. */
    CHANNEL_IO(
            "channel-io",
            List.of("Q0", "Q1", "Q2", "Q3", "Q4", "Q5", "Q6", "Q7", "Q8", "K1", "K2", "K3", "K4", "K5", "K6"),
            List.of("Q3", "Q4", "K1", "K2", "K3", "K4", "K5", "K6", "Q6", "Q7", "Q5", "Q8"),
            List.of(new Cause("K3", "K5"), new Cause("K5", "K6"), new Cause("K6", "Q6"), new Cause("Q7", "Q8"))),
    /** Accesses to the regions of mediated PCI devices: a request is an operation that does not only choose a path. */
    MMIO("mmio", mmioSteps(), mmioSteps(), List.of(new Cause("I5", "I6"), new Cause("I5", "I8")));

    /**
     * A step and what it causes on another thread.
     *
     * @param step a documented step
     * @param effect the step that can't begin before it
     */
    record Cause(String step, String effect) {}

    private final String id;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final SequencedSet<String> steps;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<String> order;

    @SuppressWarnings("ImmutableEnumChecker") // unmodifiable
    private final List<Cause> causes;

    TraceKind(String id, List<String> steps, List<String> order, List<Cause> causes) {
        this.id = id;
        this.steps = Collections.unmodifiableSequencedSet(new LinkedHashSet<>(steps));
        this.order = order;
        this.causes = causes;
    }

    private static List<String> mmioSteps() {
        return Arrays.stream(MmioStep.values())
                .map(step -> step.stepId().step())
                .distinct()
                .collect(Collectors.toUnmodifiableList());
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    /** Every documented step; a simulation shows them all. */
    public SequencedSet<String> steps() {
        return steps;
    }

    /** The documented steps of a request, in the order in which they are taken. */
    List<String> order() {
        return order;
    }

    List<Cause> causes() {
        return causes;
    }
}
