package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.trace.StepKind;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came of a scenario of channel I/O: the answers, and what was recorded.
 */
public final class Run extends Recording {

    private final Scenario scenario;
    private final int setupSteps;
    private final List<Result> results;
    private final List<FsmEntry> fsm;
    private final List<Integer> fsmPositions;
    private final List<MemoryChange> memoryChanges;
    private final List<Pin> pins;
    private final Counts counts;
    private final Map<Attachment, Medium> media;
    private final Optional<String> stopped;

    Run(
            Scenario scenario,
            int setupSteps,
            StepLog stepLog,
            ChangeLog changes,
            StateSpace space,
            List<Result> results,
            List<FsmEntry> fsm,
            List<Integer> fsmPositions,
            List<MemoryChange> memoryChanges,
            List<Pin> pins,
            Counts counts,
            Map<Attachment, Medium> media,
            Optional<String> stopped) {
        super(stepLog, changes, space);
        this.scenario = scenario;
        this.setupSteps = setupSteps;
        this.results = List.copyOf(results);
        this.fsm = List.copyOf(fsm);
        this.fsmPositions = List.copyOf(fsmPositions);
        this.memoryChanges = List.copyOf(memoryChanges);
        this.pins = List.copyOf(pins);
        this.counts = counts;
        this.media = Collections.unmodifiableMap(new LinkedHashMap<>(media));
        this.stopped = stopped;
    }

    /**
     * A run of bytes of guest memory that differ from the start.
     *
     * @param at guest address
     * @param bytes as they are at the end; not to be changed
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record MemoryChange(long at, byte[] bytes) {}

    /**
     * Guest pages that the driver pinned.
     *
     * @param step which pinned them
     * @param iova guest address, not aligned
     * @param pages that follow each other
     * @param hostAddress of the first byte
     */
    public record Pin(int step, long iova, long pages, long hostAddress) {}

    public Scenario scenario() {
        return scenario;
    }

    @Override
    public String name() {
        return scenario.name();
    }

    @Override
    protected StepId id(StepKind kind) {
        return StepIds.of(scenario.transport(), kind);
    }

    @Override
    protected Lanes lanes(StepKind kind) {
        return Lanes.of(kind);
    }

    /** The device that a step is of; empty for what concerns none. */
    public Optional<Attachment> deviceOf(int step) {
        int number = device(step);
        return number == StepLog.NO_DEVICE
                ? Optional.empty()
                : Optional.of(scenario.devices().get(number));
    }

    /** How many steps open the device; the first request comes after them. */
    public int setupSteps() {
        return setupSteps;
    }

    /** The answer to each request that was made, in order. */
    public List<Result> results() {
        return results;
    }

    /** The driver's trace from the first request on. */
    public List<FsmEntry> fsm() {
        return fsm;
    }

    /** For each entry of {@link #fsm()} how many steps were done when it was printed. */
    public List<Integer> fsmPositions() {
        return fsmPositions;
    }

    /** Each maximal run of bytes of guest memory that differ from the start. */
    public List<MemoryChange> memoryChanges() {
        return memoryChanges;
    }

    public List<Pin> pins() {
        return pins;
    }

    public Counts counts() {
        return counts;
    }

    /** The devices with a store, and what their media hold after the run. */
    public Map<Attachment, Medium> media() {
        return media;
    }

    /** Why the run ended before the last request, if it did. */
    public Optional<String> stopped() {
        return stopped;
    }
}
