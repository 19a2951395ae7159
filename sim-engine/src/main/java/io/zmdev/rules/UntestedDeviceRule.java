package io.zmdev.rules;

import io.zmdev.model.css.Subchannel;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The authors of vfio_ccw test it with ECKD DASD; other devices may need what it lacks. */
final class UntestedDeviceRule implements Rule {

    private static final Pattern ECKD = Pattern.compile("(3990|2105|2107|1750|9343)/.*");

    @Override
    public String name() {
        return "untested-device";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.Ccw.class)
                .flatMap(device -> situation
                        .subchannel(device.subchannel())
                        .flatMap(Subchannel::deviceType)
                        .filter(type -> !ECKD.matcher(type).matches())
                        .map(type -> finding(device, type))
                        .stream());
    }

    private Finding finding(DesiredDevice.Ccw device, String type) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "The device of %s on subchannel %s is %s, not ECKD DASD: the authors of vfio_ccw did not test it."
                                .formatted(device.name(), device.subchannel(), type),
                        new Culprit.MachineFact(SysfsPath.subchannel(device.subchannel())))
                .about(device.uuid());
    }
}
