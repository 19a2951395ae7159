package io.zmdev.service;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.plan.Plan;

/**
 * What the demo showed, for its pictures.
 *
 * @param before the machine before the plan was applied
 * @param after the machine after it
 */
public record DemoStory(Machine before, Configuration configuration, Plan plan, Machine after) {}
