package io.zmdev.sim.flow;

import io.zmdev.sim.channel.Medium;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.StepKind;
import io.zmdev.sim.trace.TimeTravel;
import java.util.AbstractList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * What came of a scenario: the answers, and every step with the bytes that it read and wrote.
 *
 * <p>The steps may be read by several threads; {@link #timeTravel()} may not.
 */
public final class Run implements Recording {

    private final Scenario scenario;
    private final int setupSteps;
    private final StepLog stepLog;
    private final ChangeLog changes;
    private final TimeTravel timeTravel;
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
            TimeTravel timeTravel,
            List<Result> results,
            List<FsmEntry> fsm,
            List<Integer> fsmPositions,
            List<MemoryChange> memoryChanges,
            List<Pin> pins,
            Counts counts,
            Map<Attachment, Medium> media,
            Optional<String> stopped) {
        this.scenario = scenario;
        this.setupSteps = setupSteps;
        this.stepLog = stepLog;
        this.changes = changes;
        this.timeTravel = timeTravel;
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

    /** Every step, made when it is asked for. */
    @Override
    public List<Step> steps() {
        return new Steps();
    }

    /** What kind of step this is. */
    public StepKind kind(int step) {
        return stepLog.kind(step);
    }

    /** Argument 0..2 of a step: the numbers of its {@link StepKind#text()}. */
    public long argument(int step, int index) {
        return stepLog.argument(step, index);
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

    /** Moves through the states of the run; position n is the state after n steps. One for the run, standing where it was left. */
    @Override
    public TimeTravel timeTravel() {
        return timeTravel;
    }

    StepLog stepLog() {
        return stepLog;
    }

    ChangeLog changes() {
        return changes;
    }

    StepId id(int step) {
        return StepIds.of(scenario.transport(), stepLog.kind(step));
    }

    private final class Steps extends AbstractList<Step> implements RandomAccess {

        @Override
        public Step get(int n) {
            Lanes lanes = Lanes.of(stepLog.kind(n));
            return new Step(
                    n,
                    id(n),
                    lanes.actor(),
                    lanes.target(),
                    stepLog.text(n),
                    stepLog.kind(n).source(),
                    stepLog.time(n),
                    false,
                    changes.reads(n),
                    changes.writes(n));
        }

        @Override
        public int size() {
            return stepLog.size();
        }
    }
}
