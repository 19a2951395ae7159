package io.zmdev.app.queuelab;

import io.zmdev.sim.ap.load.RunPlan;
import java.util.OptionalLong;

/** How long each simulated run is. */
enum RunLength {
    /** A tenth of the scenario's time and five replications: wide intervals, quickly. */
    SHORT,
    /** As the scenario says. */
    FULL;

    private static final int SHORTENED = 10;
    private static final int REPLICATIONS = 5;

    RunPlan of(RunPlan plan) {
        return switch (this) {
            case SHORT -> {
                OptionalLong warmUp = plan.warmUp().isPresent()
                        ? OptionalLong.of(plan.warmUp().getAsLong() / SHORTENED)
                        : OptionalLong.empty();
                yield new RunPlan(
                        plan.duration() / SHORTENED, warmUp, plan.seed(), REPLICATIONS, REPLICATIONS, plan.precision());
            }
            case FULL -> plan;
        };
    }
}
