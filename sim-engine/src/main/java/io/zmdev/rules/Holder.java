package io.zmdev.rules;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.ap.Apqn;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;
import java.util.List;

/**
 * A mediated device that has, or is to have, a matrix.
 *
 * @param name the guest's name, else the device's, for people
 * @param managed whether the configuration lists it; if not, it is active and nothing may change it
 * @param autostart whether it starts at boot; false when that is not known
 * @param matrix what it shall have, or has when it is not listed
 * @param active what it has; empty when it isn't active or that could not be read
 */
public record Holder(MdevUuid uuid, String name, boolean managed, boolean autostart, ApMatrix matrix, ApMatrix active) {

    Holder withMatrix(ApMatrix newMatrix) {
        return new Holder(uuid, name, managed, autostart, newMatrix, active);
    }

    /** As the one that has queues: its file shows them when it has all of them already, else the configuration does. */
    Culprit having(List<Apqn> queues) {
        boolean isShown = queues.stream().allMatch(active::contains);
        return new Culprit.Device(
                uuid, name, managed, isShown ? SysfsPath.matrixDevice(uuid) + "/matrix" : "mediatedDevices " + uuid);
    }
}
