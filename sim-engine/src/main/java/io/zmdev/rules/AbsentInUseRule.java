package io.zmdev.rules;

import io.zmdev.model.Errno;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Removing a device that a running guest has: kernels before 6.0 refuse, later ones ask the VMM for it and wait without end
 * until it is given back. So neither is done.
 */
final class AbsentInUseRule implements Rule {

    @Override
    public String name() {
        return "absent-in-use";
    }

    @Override
    public boolean dependsOnGeneration() {
        return true;
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.configuration().mediatedDevices().stream()
                .filter(device -> device.state() == DesiredDevice.State.ABSENT)
                .filter(device -> situation.active(device.uuid()).isPresent())
                .flatMap(device -> check(situation, device).stream());
    }

    private Optional<Finding> check(Situation situation, DesiredDevice device) {
        return situation.runningGuestOf(device.uuid()).map(guest -> finding(situation, device, guest));
    }

    private Finding finding(Situation situation, DesiredDevice device, String guest) {
        boolean waits = situation.kernelHas(KernelBehaviour.REMOVE_WAITS);
        String directory = SysfsPath.mediatedDevice(device.uuid());
        Finding finding = Finding.of(
                        Severity.IMPOSSIBLE_TOGETHER,
                        this,
                        "%s cannot be removed while %s runs with it%s; detach it or stop the guest first."
                                .formatted(
                                        device.name(),
                                        guest,
                                        waits ? ": the kernel would wait until the guest gives it back" : ""),
                        new Culprit.MachineFact(directory))
                .about(device.uuid());
        return waits ? finding : finding.answered(new KernelAnswer(Errno.EBUSY, directory + "/remove", "1"));
    }
}
