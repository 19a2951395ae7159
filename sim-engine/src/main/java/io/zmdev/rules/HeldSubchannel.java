package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A subchannel that the configuration wants and whose ccw device something in the host holds.
 *
 * @param holders at least one
 */
record HeldSubchannel(DesiredDevice.Ccw device, Subchannel subchannel, List<DeviceHolder> holders) {

    /** Those whose holders are known. */
    static Stream<HeldSubchannel> of(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.Ccw.class)
                .flatMap(device -> situation.subchannel(device.subchannel()).stream()
                        .flatMap(subchannel -> of(device, subchannel)));
    }

    private static Stream<HeldSubchannel> of(DesiredDevice.Ccw device, Subchannel subchannel) {
        return subchannel.holders() instanceof Observed.Known<List<DeviceHolder>>(List<DeviceHolder> holders)
                        && !holders.isEmpty()
                ? Stream.of(new HeldSubchannel(device, subchannel, holders))
                : Stream.empty();
    }

    boolean isRoot() {
        return holders.stream().anyMatch(DeviceHolder::isRoot);
    }

    /** {@code disk cannot take 0.0.2b09 (subchannel 0.0.0313): dasda1 is mounted on /boot, dasda2 is swap}. All are named. */
    String sentence() {
        return "%s cannot take %s (subchannel %s) from the host: %s"
                .formatted(
                        device.name(),
                        subchannel
                                .device()
                                .orElse(java.util.Optional.empty())
                                .map(Object::toString)
                                .orElse("its device"),
                        subchannel.id(),
                        holders.stream().map(DeviceHolder::sentence).collect(Collectors.joining(", ")));
    }

    Culprit culprit() {
        return new Culprit.MachineFact(SysfsPath.subchannel(subchannel.id()));
    }
}
