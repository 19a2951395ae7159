package io.zmdev.sim.ap.load;

import io.zmdev.model.ZmdevException;
import io.zmdev.sim.ap.ApCard;
import io.zmdev.sim.kernel.Estimate;
import io.zmdev.sim.kernel.WarmUp;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs scenarios: every policy meets the same requests, each replication others; a replication's first part is left out; replications
 * go on until the mean response time is known as precisely as the scenario asks.
 */
public final class ApExperiment {

    private ApExperiment() {}

    /**
     * Compares the scenario's policies.
     *
     * @throws ZmdevException CONFLICT when the scenario can't be, see {@link ScenarioConflicts}
     */
    public static ApResult run(ApScenario scenario) {
        return new ApResult(
                scenario.name(),
                scenario.run().seed(),
                scenario.machine().cards().stream().map(ApCard::id).toList(),
                scenario.policies().stream()
                        .map(policy -> run(scenario, policy))
                        .toList());
    }

    /**
     * Runs the scenario under one policy.
     *
     * @throws ZmdevException CONFLICT when the scenario can't be, see {@link ScenarioConflicts}
     */
    public static PolicyResult run(ApScenario scenario, String policy) {
        ScenarioConflicts.requireNone(scenario);
        RunPlan plan = scenario.run();
        long warmUp = plan.warmUp().orElseGet(() -> findWarmUp(scenario, policy));
        List<Replication> replications = new ArrayList<>();
        while (replications.size() < plan.minReplications()
                || (replications.size() < plan.maxReplications() && !isTight(replications, plan.precision()))) {
            replications.add(ApSimulation.run(scenario, policy, replications.size(), warmUp));
        }
        return PolicyResult.of(policy, warmUp, replications);
    }

    private static boolean isTight(List<Replication> replications, double precision) {
        return Estimate.of(replications.stream()
                        .mapToDouble(replication -> replication.responses().mean())
                        .toArray())
                .isWithin(precision);
    }

    private static long findWarmUp(ApScenario scenario, String policy) {
        LatencySeries course = LatencySeries.ofPilot(scenario, policy);
        return course.endOf(WarmUp.truncation(course.means()));
    }
}
