package io.zmdev.sim.ap.load;

import java.util.List;

/**
 * What changes would do, on the same requests under the same policies.
 *
 * @param before the scenario as it is
 */
public record WhatIfResult(ApResult before, List<Change> changes) {

    public WhatIfResult {
        changes = List.copyOf(changes);
    }

    /** One change, and the figures with it alone made. */
    public record Change(WhatIf what, ApResult after) {}

    /**
     * Runs the scenario as it is and with each change.
     *
     * @throws io.zmdev.model.ZmdevException CONFLICT when the scenario can't be, with a change or without
     */
    public static WhatIfResult of(ApScenario scenario, List<WhatIf> changes) {
        return new WhatIfResult(
                ApExperiment.run(scenario),
                changes.stream()
                        .map(change -> new Change(change, ApExperiment.run(change.appliedTo(scenario))))
                        .toList());
    }
}
