package io.zmdev.sim.mmio;

import io.zmdev.sim.flow.Lanes;
import io.zmdev.sim.flow.Recording;
import io.zmdev.sim.flow.StepId;
import io.zmdev.sim.flow.StepLog;
import io.zmdev.sim.mmio.region.RegionProblem;
import io.zmdev.sim.trace.ChangeLog;
import io.zmdev.sim.trace.StateSpace;
import io.zmdev.sim.trace.StepKind;
import java.util.List;
import java.util.Optional;

/** What came of a scenario of accesses to regions: the outcome of each operation, and what was recorded. */
public final class MmioRun extends Recording {

    private final MmioScenario scenario;
    private final List<Finding> findings;
    private final List<Done> done;
    private final MmioCounts counts;
    private final Optional<String> stopped;

    MmioRun(
            MmioScenario scenario,
            StepLog stepLog,
            ChangeLog changes,
            StateSpace space,
            List<Finding> findings,
            List<Done> done,
            MmioCounts counts,
            Optional<String> stopped) {
        super(stepLog, changes, space);
        this.scenario = scenario;
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
    public String name() {
        return scenario.name();
    }

    @Override
    protected StepId id(StepKind kind) {
        return ((MmioStep) kind).stepId();
    }

    @Override
    protected Lanes lanes(StepKind kind) {
        MmioStep step = (MmioStep) kind;
        return new Lanes(step.actor(), step.target());
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
}
