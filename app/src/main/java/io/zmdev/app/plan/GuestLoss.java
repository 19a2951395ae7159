package io.zmdev.app.plan;

import io.zmdev.model.Guest;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MediatedDevice;
import io.zmdev.rules.Situation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a guest has and would no longer have.
 *
 * @param guest its name, else that of the device
 * @param lost queues and subchannels, as the tools print them
 */
record GuestLoss(String guest, List<String> lost) {

    GuestLoss {
        lost = List.copyOf(lost);
    }

    /** The losses that applying the configuration brings, device by device. */
    static List<GuestLoss> of(Situation situation) {
        return situation.machine().mediatedDevices().stream()
                .map(device -> new GuestLoss(name(situation, device), lost(situation, device)))
                .filter(loss -> !loss.lost().isEmpty())
                .toList();
    }

    private static List<String> lost(Situation situation, MediatedDevice device) {
        Optional<DesiredDevice> desired = situation.configuration().mediatedDevice(device.uuid());
        return switch (device) {
            case MediatedDevice.Matrix matrix -> {
                ApMatrix assigned = matrix.assigned().orElse(ApMatrix.EMPTY);
                ApMatrix after =
                        situation.guestView(matrixAfter(desired, assigned)).guest();
                yield matrix.guest()
                        .orElse(assigned)
                        .queues()
                        .filter(queue -> !after.contains(queue))
                        .map(Object::toString)
                        .toList();
            }
            case MediatedDevice.Ccw ccw ->
                desired.isEmpty() || keeps(desired.get(), ccw)
                        ? List.of()
                        : List.of(ccw.subchannel().toString());
            case MediatedDevice.VirtualMatrix virtual -> List.of();
            case MediatedDevice.Foreign foreign -> List.of();
        };
    }

    private static ApMatrix matrixAfter(Optional<DesiredDevice> desired, ApMatrix assigned) {
        if (desired.isEmpty()) {
            return assigned;
        }
        return desired.get() instanceof DesiredDevice.Matrix matrix && matrix.state() == DesiredDevice.State.PRESENT
                ? matrix.matrix()
                : ApMatrix.EMPTY;
    }

    private static boolean keeps(DesiredDevice desired, MediatedDevice.Ccw ccw) {
        return desired.state() == DesiredDevice.State.PRESENT
                && desired instanceof DesiredDevice.Ccw wanted
                && wanted.subchannel().equals(ccw.subchannel());
    }

    private static String name(Situation situation, MediatedDevice device) {
        return Stream.of(
                        situation.machine().guestOf(device.uuid()).map(Guest::name),
                        situation.configuration().guestOf(device.uuid()).map(Guest::name),
                        situation.configuration().mediatedDevice(device.uuid()).map(DesiredDevice::name))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(device.uuid().text());
    }
}
