package io.zmdev.app.project;

import io.zmdev.model.ZmdevException;
import io.zmdev.plan.Plan;
import io.zmdev.plan.Planner;
import io.zmdev.rules.Situation;

/** What applying the configuration would do. */
public sealed interface PlanPreview {

    /** These steps. */
    record Ready(Plan plan) implements PlanPreview {}

    /** Nothing yet: the rules refuse the configuration. */
    record Refused() implements PlanPreview {}

    /** Nothing: there is no way from the machine to the configuration, or not enough is known of the machine. */
    record Impossible(String reason) implements PlanPreview {}

    /** Plans a configuration that the rules do not refuse. */
    static PlanPreview of(Situation situation) {
        try {
            return new Ready(Planner.plan(situation.machine(), situation.configuration()));
        } catch (ZmdevException e) {
            return new Impossible(String.valueOf(e.getMessage()));
        }
    }
}
