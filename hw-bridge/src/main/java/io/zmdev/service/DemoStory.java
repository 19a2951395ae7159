package io.zmdev.service;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.plan.Plan;
import io.zmdev.rules.Finding;
import io.zmdev.rules.Fix;
import io.zmdev.sim.flow.Run;
import java.util.List;

/**
 * What the demo did.
 *
 * @param before the machine before the plan was applied
 * @param draft a configuration with a conflict
 * @param findings what validation said to the draft, the worst first
 * @param fix the way out of the first finding that was taken
 * @param configuration the draft with the fix
 * @param plan the steps to the configuration
 * @param after the machine after the plan was applied
 * @param io a channel program, walked through
 */
public record DemoStory(
        Machine before,
        Configuration draft,
        List<Finding> findings,
        Fix fix,
        Configuration configuration,
        Plan plan,
        Machine after,
        Run io) {

    public DemoStory {
        findings = List.copyOf(findings);
    }
}
