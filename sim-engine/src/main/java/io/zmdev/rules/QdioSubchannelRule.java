package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.css.Subchannel;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.Optional;
import java.util.stream.Stream;

/** vfio_ccw refuses QDIO subchannels: OSA, FCP and HiperSockets adapters, control unit type 1731. */
final class QdioSubchannelRule implements Rule {

    private static final String QDIO_CONTROL_UNIT = "1731/";

    @Override
    public String name() {
        return "qdio-subchannel";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.Ccw.class)
                .flatMap(device -> qdioType(situation, device).map(type -> finding(situation, device, type)).stream());
    }

    private static Optional<String> qdioType(Situation situation, DesiredDevice.Ccw device) {
        return situation
                .subchannel(device.subchannel())
                .flatMap(Subchannel::deviceType)
                .filter(type -> type.startsWith(QDIO_CONTROL_UNIT));
    }

    private Finding finding(Situation situation, DesiredDevice.Ccw device, String type) {
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot have subchannel %s: its device is %s, and vfio_ccw does not support QDIO."
                                .formatted(device.name(), device.subchannel(), type),
                        new Culprit.MachineFact(SysfsPath.subchannel(device.subchannel())))
                .about(device.uuid())
                .answered(new KernelAnswer(
                        Errno.ENODEV,
                        SysfsPath.CSS_DRIVERS + "/vfio_ccw/bind",
                        device.subchannel().toString()))
                .withFixes(DeviceFixes.remove(situation, device.uuid()).stream().toList());
    }
}
