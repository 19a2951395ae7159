package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A virtual mapping can be simulated; no kernel implements it. The nearest that a kernel can do is the real queues behind it. */
final class VirtualMatrixRule implements Rule {

    @Override
    public String name() {
        return "virtual-matrix";
    }

    @Override
    public Stream<Finding> check(Situation situation) {
        return situation.presentDevices(DesiredDevice.VirtualMatrix.class).map(device -> finding(situation, device));
    }

    private Finding finding(Situation situation, DesiredDevice.VirtualMatrix device) {
        return Finding.of(
                        Severity.ADVICE,
                        this,
                        "%s maps virtual to real queues: no kernel implements that, it can only be simulated."
                                .formatted(device.name()),
                        new Culprit.Configured("mediatedDevices " + device.uuid()))
                .about(device.uuid())
                .withFixes(passthrough(situation, device).stream().toList());
    }

    /** All real queues behind the mapping as a passthrough matrix, if nobody else has one of them. */
    private static Optional<Fix> passthrough(Situation situation, DesiredDevice.VirtualMatrix device) {
        ApMatrix matrix = device.mapping().real();
        List<Apqn> queues = matrix.queues().toList();
        boolean free = queues.stream()
                .allMatch(apqn -> situation.occupancy().holder(apqn).isEmpty()
                        && situation.forecast().isPassable(apqn));
        if (!free) {
            return Optional.empty();
        }
        return Optional.of(Fix.harmless(
                "Pass " + Wording.queues(queues) + " through",
                new ConfigurationEdit.ReplaceDevice(new DesiredDevice.Matrix(
                        device.uuid(), device.name(), device.autostart(), device.state(), matrix))));
    }
}
