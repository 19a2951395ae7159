package io.zmdev.sim.mmio;

import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.Step;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.flow.StepLog;
import io.zmdev.sim.mmio.region.RegionProblem;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.TimeTravel;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.RandomAccess;

/**
 * What came of a scenario: the outcome of each operation, and every step with the bytes that it read and wrote. Played like a run
 * of channel I/O.
 */
public final class MmioRun implements Recording {

    private final MmioScenario scenario;
    private final StepLog stepLog;
    private final ChangeLog changes;
    private final TimeTravel timeTravel;
    private final List<Finding> findings;
    private final List<Done> done;
    private final MmioCounts counts;
    private final Optional<String> stopped;

    MmioRun(
            MmioScenario scenario,
            StepLog stepLog,
            ChangeLog changes,
            TimeTravel timeTravel,
            List<Finding> findings,
            List<Done> done,
            MmioCounts counts,
            Optional<String> stopped) {
        this.scenario = scenario;
        this.stepLog = stepLog;
        this.changes = changes;
        this.timeTravel = timeTravel;
        this.findings = List.copyOf(findings);
        this.done = List.copyOf(done);
        this.counts = counts;
        this.stopped = stopped;
    }

    /**
     * Something wrong with the regions of a device.
     *
     * @param device its id
     */
    public record Finding(String device, RegionProblem problem) {}

    /**
     * An operation that was made.
     *
     * @param counts what it cost
     * @param firstStep the number of its first step
     * @param endStep the number after its last
     */
    public record Done(Operation operation, Outcome outcome, MmioCounts counts, int firstStep, int endStep) {}

    public MmioScenario scenario() {
        return scenario;
    }

    @Override
    public List<Step> steps() {
        return new Steps();
    }

    @Override
    public TimeTravel timeTravel() {
        return timeTravel;
    }

    /** What is wrong with the devices' regions. */
    public List<Finding> findings() {
        return findings;
    }

    /** The operations that were made, in order; the first comes after the steps that open the devices. */
    public List<Done> done() {
        return done;
    }

    /** What all operations cost, without opening the devices. */
    public MmioCounts counts() {
        return counts;
    }

    /** Why the run ended before the last operation, if it did. */
    public Optional<String> stopped() {
        return stopped;
    }

    private final class Steps extends AbstractList<Step> implements RandomAccess {

        @Override
        public Step get(int n) {
            MmioStep kind = (MmioStep) stepLog.kind(n);
            return new Step(
                    n,
                    new StepId(kind.id()),
                    kind.actor(),
                    kind.target(),
                    stepLog.text(n),
                    kind.source(),
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
