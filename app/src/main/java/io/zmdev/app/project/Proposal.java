package io.zmdev.app.project;

import io.zmdev.app.edit.Command;
import io.zmdev.model.Configuration;
import io.zmdev.model.mdev.DesiredDevice;
import java.util.List;

/**
 * An edit to look at before it is made.
 *
 * @param before what it would change
 */
public record Proposal(Command command, Configuration before) {

    /** The matrix devices that would be others than before. */
    public List<DesiredDevice.Matrix> matrices() {
        return command.applyTo(before).mediatedDevices().stream()
                .filter(DesiredDevice.Matrix.class::isInstance)
                .map(DesiredDevice.Matrix.class::cast)
                .filter(device -> !before.mediatedDevices().contains(device))
                .toList();
    }
}
