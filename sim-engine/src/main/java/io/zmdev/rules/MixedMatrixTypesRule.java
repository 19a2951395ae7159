package io.zmdev.rules;

import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The administrator chooses passthrough or virtual matrix devices for a machine, never both (seed 004). */
final class MixedMatrixTypesRule implements Rule {

    @Override
    public String name() {
        return "mixed-matrix-types";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        Optional<Holder> passthrough = Stream.concat(situation.listed().stream(), situation.unlisted().stream())
                .findFirst();
        Stream<Finding> listed = passthrough.stream()
                .flatMap(holder -> situation
                        .presentDevices(DesiredDevice.VirtualMatrix.class)
                        .map(device -> finding(device, holder)));
        Stream<Finding> unlisted = situation.machine().mediatedDevices().stream()
                .filter(MediatedDevice.VirtualMatrix.class::isInstance)
                .filter(device -> !situation.isListed(device.uuid()))
                .limit(1)
                .flatMap(device -> situation.listed().stream().map(holder -> finding(situation, holder, device)));
        return Stream.concat(listed, unlisted);
    }

    private Finding finding(DesiredDevice.VirtualMatrix device, Holder passthrough) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s is a virtual matrix device and %s has a passthrough one: a machine has one kind or the other."
                                .formatted(device.name(), passthrough.name()),
                        passthrough.having(passthrough.matrix().queues().toList()))
                .about(device.uuid())
                .withFixes(List.of(
                        Fix.harmless("Remove " + device.name(), new ConfigurationEdit.RemoveDevice(device.uuid()))));
    }

    private Finding finding(Situation situation, Holder holder, MediatedDevice virtual) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot have a passthrough matrix device: %s has a virtual one, and a machine has one kind or the other."
                                .formatted(holder.name(), situation.nameOf(virtual.uuid())),
                        new Culprit.Device(
                                virtual.uuid(),
                                situation.nameOf(virtual.uuid()),
                                false,
                                SysfsPath.mediatedDevice(virtual.uuid())))
                .about(holder.uuid());
    }
}
