package io.zmdev.exchange;

import io.zmdev.model.Configuration;
import io.zmdev.model.Machine;
import io.zmdev.model.ap.ApBus;
import io.zmdev.model.ap.Mask256;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.DesiredDevice.State;
import io.zmdev.plan.Plan;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is exported.
 *
 * @param machine the machine that it is meant for, where one was named; it decides absolute masks
 * @param plan the steps to the configuration, on the machine or on one where nothing was configured yet
 * @param targets names of the hosts of a fleet, for an inventory
 */
public record ExportRequest(Configuration configuration, Optional<Machine> machine, Plan plan, List<String> targets) {

    public ExportRequest {
        targets = List.copyOf(targets);
    }

    /** The listed devices of a kind that shall exist, in the order of the configuration. */
    <T extends DesiredDevice> List<T> present(Class<T> kind) {
        return devices(kind, State.PRESENT).toList();
    }

    /** The listed devices that shall go and that a kernel can have. */
    List<DesiredDevice> absent() {
        return devices(DesiredDevice.class, State.ABSENT)
                .filter(device -> !(device instanceof DesiredDevice.VirtualMatrix))
                .toList();
    }

    private <T extends DesiredDevice> Stream<T> devices(Class<T> kind, State state) {
        return configuration.mediatedDevices().stream()
                .filter(device -> device.state() == state)
                .filter(kind::isInstance)
                .map(kind::cast);
    }

    /** The apmask of the machine; all ones, the kernel's default, where none is known. */
    Mask256 currentApmask() {
        return machine.flatMap(Machine::ap)
                .map(ApBus::apmask)
                .map(mask -> mask.orElse(Mask256.ALL))
                .orElse(Mask256.ALL);
    }

    /** The aqmask of the machine; all ones, the kernel's default, where none is known. */
    Mask256 currentAqmask() {
        return machine.flatMap(Machine::ap)
                .map(ApBus::aqmask)
                .map(mask -> mask.orElse(Mask256.ALL))
                .orElse(Mask256.ALL);
    }
}
