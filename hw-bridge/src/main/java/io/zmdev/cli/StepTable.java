package io.zmdev.cli;

import io.zmdev.sim.flow.Lane;
import io.zmdev.sim.flow.Step;
import java.util.List;
import java.util.Locale;

/** Steps of a simulation as text, a line each. */
final class StepTable {

    private StepTable() {}

    static String of(List<Step> steps) {
        Table table = new Table("  ", "N", "TIME ns", "STEP", "WHO", "TO", "WHAT");
        for (Step step : steps) {
            table.row(
                    step.n(),
                    step.timeNs(),
                    step.id(),
                    lane(step.actor()),
                    step.actor() == step.target() ? "" : lane(step.target()),
                    step.what());
        }
        return table.text();
    }

    private static String lane(Lane lane) {
        return lane.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
