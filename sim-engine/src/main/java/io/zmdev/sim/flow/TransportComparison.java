package io.zmdev.sim.flow;

import java.util.Arrays;
import java.util.List;

/**
 * The same scenario over one transport.
 *
 * @param counts what it cost
 * @param durationNs from the first request to the last step
 */
public record TransportComparison(Transport transport, Counts counts, long durationNs) {

    /** Runs a scenario over every transport, its own or not. */
    public static List<TransportComparison> of(Scenario scenario) {
        return Arrays.stream(Transport.values())
                .map(transport -> compare(scenario.over(transport)))
                .toList();
    }

    private static TransportComparison compare(Scenario scenario) {
        Run run = Simulation.run(scenario);
        List<Step> steps = run.steps();
        long start = run.setupSteps() == 0 ? 0 : steps.get(run.setupSteps() - 1).timeNs();
        long end = steps.isEmpty() ? 0 : steps.getLast().timeNs();
        return new TransportComparison(scenario.transport(), run.counts(), end - start);
    }
}
