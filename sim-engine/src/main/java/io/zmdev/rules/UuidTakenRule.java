package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.stream.Stream;

/** A UUID names one mediated device of the whole machine, whatever its type or parent ({@code mdev_device_create}). */
final class UuidTakenRule implements Rule {

    @Override
    public String name() {
        return "uuid-taken";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.class)
                .flatMap(device -> situation
                        .active(device.uuid())
                        .filter(active -> isAnother(device, active))
                        .map(active -> finding(device, active))
                        .stream());
    }

    private static boolean isAnother(DesiredDevice device, MediatedDevice active) {
        return switch (device) {
            case DesiredDevice.Matrix matrix -> !(active instanceof MediatedDevice.Matrix);
            case DesiredDevice.VirtualMatrix matrix -> !(active instanceof MediatedDevice.VirtualMatrix);
            case DesiredDevice.Ccw ccw ->
                !(active instanceof MediatedDevice.Ccw other
                        && other.subchannel().equals(ccw.subchannel()));
        };
    }

    private Finding finding(DesiredDevice device, MediatedDevice active) {
        String is = switch (active) {
            case MediatedDevice.Matrix matrix -> "a vfio_ap-passthrough device";
            case MediatedDevice.VirtualMatrix matrix -> "a vfio_ap-virtual device";
            case MediatedDevice.Ccw ccw -> "a vfio_ccw-io device on " + ccw.subchannel();
            case MediatedDevice.Foreign foreign -> "a device of the parent " + foreign.parent();
        };
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot be made: its UUID %s is already %s.".formatted(device.name(), device.uuid(), is),
                        new Culprit.MachineFact(SysfsPath.mediatedDevice(device.uuid())))
                .about(device.uuid())
                .answered(new KernelAnswer(
                        Errno.EEXIST, createPath(device), device.uuid().text()));
    }

    private static String createPath(DesiredDevice device) {
        return switch (device) {
            case DesiredDevice.Matrix matrix -> SysfsPath.MATRIX_TYPE + "/create";
            case DesiredDevice.VirtualMatrix matrix -> SysfsPath.MATRIX_TYPE + "/create";
            case DesiredDevice.Ccw ccw -> SysfsPath.ccwType(ccw.subchannel()) + "/create";
        };
    }
}
