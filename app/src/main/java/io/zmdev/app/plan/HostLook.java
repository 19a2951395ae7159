package io.zmdev.app.plan;

import io.zmdev.exchange.MdevDefinitions;
import io.zmdev.hw.apply.History;
import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.plan.ThreeWay;
import io.zmdev.service.Session;
import java.util.List;

/**
 * What a host showed at one moment.
 *
 * @param comparison desired, active and persistent, object by object
 * @param history what was done on the host so far
 */
record HostLook(Machine machine, List<ThreeWay.Row> comparison, History history) {

    HostLook {
        comparison = List.copyOf(comparison);
    }

    /** Reads the host. */
    static HostLook at(Session host, Configuration configuration) {
        Machine machine = host.machine();
        return new HostLook(
                machine,
                ThreeWay.of(configuration, machine, host.persistentState(), MdevDefinitions::of),
                host.history());
    }
}
