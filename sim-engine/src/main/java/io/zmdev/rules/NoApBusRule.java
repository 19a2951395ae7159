package io.zmdev.rules;

import io.zmdev.model.host.SysfsPath;
import java.util.stream.Stream;

/** A machine without AP instructions has no vfio_ap: its module doesn't load ({@code vfio_ap_init}, ENODEV). */
final class NoApBusRule implements Rule {

    @Override
    public String name() {
        return "no-ap-bus";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.ap().isPresent()
                ? Stream.empty()
                : situation.listed().stream()
                        .map(holder -> Finding.of(
                                        Severity.IMPOSSIBLE,
                                        this,
                                        "%s cannot have crypto queues: this machine has no AP bus, so vfio_ap does not load."
                                                .formatted(holder.name()),
                                        new Culprit.MachineFact(SysfsPath.AP_BUS))
                                .about(holder.uuid()));
    }
}
