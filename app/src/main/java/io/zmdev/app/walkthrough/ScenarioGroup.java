package io.zmdev.app.walkthrough;

import io.zmdev.sim.flow.Fault;
import io.zmdev.sim.flow.Scenario;
import io.zmdev.sim.flow.Schedule;
import io.zmdev.sim.flow.Transport;

/** What a scenario is about, in the order in which people learn. */
enum ScenarioGroup {
    PROGRAMS,
    FAULTS,
    HOSTILE_VMM,
    ORDERS,
    TRANSPORTS;

    static ScenarioGroup of(Scenario scenario) {
        if (scenario.faults().stream().map(Fault::what).anyMatch(ScenarioGroup::isHostile)) {
            return HOSTILE_VMM;
        }
        if (!scenario.faults().isEmpty()) {
            return FAULTS;
        }
        if (!(scenario.schedule() instanceof Schedule.AsTimed)) {
            return ORDERS;
        }
        return scenario.transport() == Transport.REGION_EVENTFD ? PROGRAMS : TRANSPORTS;
    }

    private static boolean isHostile(Fault.What what) {
        return switch (what) {
            case Fault.ForgedSubmission forged -> true;
            case Fault.DmaUnmapped unmapped -> true;
            case Fault.Host host -> false;
            case Fault.UnitCheck check -> false;
            case Fault.ConditionCode code -> false;
            case Fault.MemoryChanged changed -> false;
        };
    }
}
