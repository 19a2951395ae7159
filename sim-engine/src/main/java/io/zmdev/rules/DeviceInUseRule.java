package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.css.DeviceHolder;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A device that is mounted, swap, under LVM, multipath or another layer, or a network interface that is up, is not taken from the
 * host. What holds it must be known, too. {@link HeldDevices#TAKE} overrules it where that is known; about the root device see {@link
 * RootDeviceRule}.
 */
final class DeviceInUseRule implements Rule {

    static final String NAME = "device-in-use";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return Stream.concat(
                HeldSubchannel.of(situation).filter(held -> !held.isRoot()).map(held -> finding(situation, held)),
                situation
                        .presentDevices(DesiredDevice.Ccw.class)
                        .flatMap(
                                device -> situation
                                        .subchannel(device.subchannel())
                                        .flatMap(subchannel -> unknown(device, subchannel))
                                        .stream()));
    }

    private Finding finding(Situation situation, HeldSubchannel held) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        held.sentence() + "; free it in the host first, or overrule this with --force.",
                        held.culprit())
                .about(held.device().uuid())
                .withFixes(DeviceFixes.remove(situation, held.device().uuid()).stream()
                        .toList());
    }

    private Optional<Finding> unknown(DesiredDevice.Ccw device, Subchannel subchannel) {
        return subchannel.holders() instanceof Observed.Unknown<List<DeviceHolder>>(String path, String reason)
                ? Optional.of(Finding.of(
                                Severity.UNKNOWN,
                                this,
                                "Whether the host uses the device of subchannel %s, which %s takes, cannot be judged: %s could not be read (%s)."
                                        .formatted(subchannel.id(), device.name(), path, reason),
                                new Culprit.MachineFact(SysfsPath.subchannel(subchannel.id())))
                        .about(device.uuid()))
                : Optional.empty();
    }
}
