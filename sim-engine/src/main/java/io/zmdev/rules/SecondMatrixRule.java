package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.Guest;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A guest can have one vfio-ap device: QEMU's AP bus has one place and the kernel one PQAP hook. */
final class SecondMatrixRule implements Rule {

    @Override
    public String name() {
        return "second-matrix";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.configuration().guests().stream().flatMap(guest -> check(situation, guest));
    }

    private Stream<Finding> check(Situation situation, Guest guest) {
        List<MdevUuid> matrices = matrixDevices(situation, guest);
        return matrices.stream()
                .skip(1)
                .filter(uuid -> guest.devices().contains(uuid))
                .map(uuid -> finding(situation, guest, matrices.getFirst(), uuid));
    }

    /** Those that the guest has and that nothing manages come first: they stay. */
    private static List<MdevUuid> matrixDevices(Situation situation, Guest guest) {
        Set<MdevUuid> devices = new LinkedHashSet<>();
        situation.machine().guests().stream()
                .filter(active -> active.name().equals(guest.name()))
                .flatMap(active -> active.devices().stream())
                .filter(uuid -> !situation.isListed(uuid))
                .forEach(devices::add);
        devices.addAll(guest.devices());
        return devices.stream().filter(uuid -> isMatrix(situation, uuid)).toList();
    }

    private static boolean isMatrix(Situation situation, MdevUuid uuid) {
        return situation.willExist(uuid)
                && situation
                        .desired(uuid)
                        .map(DesiredDevice.Matrix.class::isInstance)
                        .orElseGet(() -> situation
                                .active(uuid)
                                .filter(MediatedDevice.Matrix.class::isInstance)
                                .isPresent());
    }

    private Finding finding(Situation situation, Guest guest, MdevUuid first, MdevUuid extra) {
        String name = situation.deviceNameOf(extra);
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot have %s as well as %s: a guest can have one vfio-ap device."
                                .formatted(guest.name(), name, situation.deviceNameOf(first)),
                        new Culprit.Configured("guests " + guest.name()))
                .about(extra)
                .answered(new KernelAnswer(Errno.EPERM, SysfsPath.mediatedDevice(extra), ""))
                .withFixes(List.of(Fix.harmless(
                        "Take %s from %s".formatted(name, guest.name()),
                        new ConfigurationEdit.DetachFromGuest(extra, guest.name()))));
    }
}
