package io.zmdev.rules;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.MediatedDevice;
import java.util.stream.Stream;

/** An active device that the configuration doesn't list, and whose matrix could not be read, may have any queue. */
final class UnknownDeviceRule implements Rule {

    @Override
    public String name() {
        return "unknown-device";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        if (situation.listed().stream().allMatch(holder -> holder.matrix().queueCount() == 0)) {
            return Stream.empty();
        }
        return situation.machine().mediatedDevices().stream()
                .filter(device -> !situation.isListed(device.uuid()))
                .filter(MediatedDevice.Matrix.class::isInstance)
                .map(MediatedDevice.Matrix.class::cast)
                .flatMap(device -> switch (device.assigned()) {
                    case Observed.Known<ApMatrix> known -> Stream.empty();
                    case Observed.Unknown<ApMatrix> unread -> Stream.of(finding(situation, device, unread));
                });
    }

    private Finding finding(Situation situation, MediatedDevice.Matrix device, Observed.Unknown<ApMatrix> unread) {
        return Finding.of(
                        Severity.UNKNOWN,
                        this,
                        "Whether %s has queues of this configuration cannot be judged: %s could not be read (%s)."
                                .formatted(situation.nameOf(device.uuid()), unread.path(), unread.reason()),
                        new Culprit.MachineFact(unread.path()))
                .about(device.uuid());
    }
}
