package io.zmdev.service;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.plan.Plan;
import io.zmdev.rules.Finding;
import java.util.List;

/**
 * What the demo did.
 *
 * @param before the machine before the plan was applied
 * @param findings what validation had to say, the worst first
 * @param after the machine after it
 */
public record DemoStory(Machine before, Configuration configuration, List<Finding> findings, Plan plan, Machine after) {

    public DemoStory {
        findings = List.copyOf(findings);
    }
}
