package io.zmdev.rules;

import io.zmdev.model.mdev.DesiredDevice;
import io.zmdev.model.mdev.MdevUuid;
import java.util.Optional;

/** The ways to do without a device. */
final class DeviceFixes {

    private DeviceFixes() {}

    /** Does without the device that the finding is about. */
    static Optional<Fix> remove(Situation situation, MdevUuid uuid) {
        return remove(situation, uuid, 0);
    }

    /** Does without another device. */
    static Optional<Fix> removeOther(Situation situation, MdevUuid uuid) {
        return remove(situation, uuid, 1);
    }

    /** An active device has to be listed as absent to go; unlisting it would leave it active. */
    private static Optional<Fix> remove(Situation situation, MdevUuid uuid, int guestsLosingIt) {
        if (situation.runningGuestOf(uuid).isPresent()) {
            return Optional.empty();
        }
        ConfigurationEdit edit = situation.active(uuid).isPresent()
                ? new ConfigurationEdit.SetState(uuid, DesiredDevice.State.ABSENT)
                : new ConfigurationEdit.RemoveDevice(uuid);
        return Optional.of(new Fix("Remove " + situation.deviceNameOf(uuid), edit, guestsLosingIt, 1, 0));
    }
}
