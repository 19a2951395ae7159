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

    DesiredDevice withAutostart(boolean newAutostart);

    DesiredDevice withState(State newState);

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

        @Override
        public Matrix withAutostart(boolean newAutostart) {
            return new Matrix(uuid, name, newAutostart, state, matrix);
        }

        @Override
        public Matrix withState(State newState) {
            return new Matrix(uuid, name, autostart, newState, matrix);
        }
    }

    /**
     * A virtual matrix device as seed 004 proposes it: it can be simulated, no kernel implements it.
     *
     * @param policy name of the dispatch policy
     */
    record VirtualMatrix(
            MdevUuid uuid, String name, boolean autostart, State state, String policy, VirtualMapping mapping)
            implements DesiredDevice {

        @Override
        public VirtualMatrix withAutostart(boolean newAutostart) {
            return new VirtualMatrix(uuid, name, newAutostart, state, policy, mapping);
        }

        @Override
        public VirtualMatrix withState(State newState) {
            return new VirtualMatrix(uuid, name, autostart, newState, policy, mapping);
        }
    }

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
            implements DesiredDevice {

        public Ccw withGuestDevno(DeviceNumber newGuestDevno) {
            return new Ccw(uuid, name, autostart, state, subchannel, Optional.of(newGuestDevno));
        }

        @Override
        public Ccw withAutostart(boolean newAutostart) {
            return new Ccw(uuid, name, newAutostart, state, subchannel, guestDevno);
        }

        @Override
        public Ccw withState(State newState) {
            return new Ccw(uuid, name, autostart, newState, subchannel, guestDevno);
        }
    }
}
