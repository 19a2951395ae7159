package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.stream.Stream;

/** A device can't be made on a subchannel that the machine doesn't have. */
final class AbsentSubchannelRule implements Rule {

    @Override
    public String name() {
        return "absent-subchannel";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation
                .presentDevices(DesiredDevice.Ccw.class)
                .filter(device -> situation.subchannel(device.subchannel()).isEmpty())
                .map(device -> finding(situation, device));
    }

    private Finding finding(Situation situation, DesiredDevice.Ccw device) {
        String path = SysfsPath.subchannel(device.subchannel());
        return Finding.of(
                        Severity.IMPOSSIBLE,
                        this,
                        "%s cannot be made: this machine has no subchannel %s (cio_ignore hides its device, or it is not attached)."
                                .formatted(device.name(), device.subchannel()),
                        new Culprit.MachineFact(path))
                .about(device.uuid())
                .answered(new KernelAnswer(Errno.ENOENT, path + "/driver_override", "vfio_ccw"))
                .withFixes(DeviceFixes.remove(situation, device.uuid()).stream().toList());
    }
}
