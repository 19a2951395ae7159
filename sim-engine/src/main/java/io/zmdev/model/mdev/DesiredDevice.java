package io.zmdev.model.mdev;

import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.css.DeviceNumber;
import io.zmdev.model.css.SubchannelId;
import java.util.Optional;

/** A mediated device that a configuration asks for. */
public sealed interface DesiredDevice {

    MdevUuid uuid();

    /** What people call it; often the guest's name. */
    String name();

    /** Whether it starts at boot. */
    boolean autostart();

    /** Whether it shall exist. */
    State state();

    /** Whether a listed device shall exist. */
    enum State {
        PRESENT,
        ABSENT
    }

    /** A vfio_ap passthrough device with its matrix. */
    record Matrix(MdevUuid uuid, String name, boolean autostart, State state, ApMatrix matrix)
            implements DesiredDevice {

        public Matrix withMatrix(ApMatrix newMatrix) {
            return new Matrix(uuid, name, autostart, state, newMatrix);
        }
    }

    /**
     * A virtual matrix device as seed 004 proposes it: it can be simulated, no kernel implements it.
     *
     * @param policy name of the dispatch policy
     */
    record VirtualMatrix(
            MdevUuid uuid, String name, boolean autostart, State state, String policy, VirtualMapping mapping)
            implements DesiredDevice {}

    /**
     * A vfio_ccw device.
     *
     * @param guestDevno device number in the guest, channel subsystem image fe
     */
    record Ccw(
            MdevUuid uuid,
            String name,
            boolean autostart,
            State state,
            SubchannelId subchannel,
            Optional<DeviceNumber> guestDevno)
            implements DesiredDevice {}
}
