package io.zmdev.model.mdev;

import io.zmdev.model.Observed;
import io.zmdev.model.ap.ApMatrix;
import io.zmdev.model.css.SubchannelId;

/** An active mediated device of a machine ({@code /sys/bus/mdev/devices/UUID}). */
public sealed interface MediatedDevice {

    MdevUuid uuid();

    /**
     * A vfio_ap passthrough device.
     *
     * @param assigned what was assigned ({@code ap_config}, or {@code matrix} and {@code control_domains})
     * @param guest what the guest has or would get ({@code guest_matrix}); its control domains are not shown by the kernel
     *     and are the assigned ones that the LPAR has
     */
    record Matrix(MdevUuid uuid, Observed<ApMatrix> assigned, Observed<ApMatrix> guest) implements MediatedDevice {}

    /** A virtual matrix device of an emulated machine (seed 004). */
    record VirtualMatrix(MdevUuid uuid, Observed<VirtualMapping> mapping) implements MediatedDevice {}

    /** A vfio_ccw device on its parent subchannel. */
    record Ccw(MdevUuid uuid, SubchannelId subchannel) implements MediatedDevice {}

    /**
     * A device of a driver that zmdev does not know. It has neither queues nor a subchannel.
     *
     * @param parent the name of its parent's directory
     */
    record Foreign(MdevUuid uuid, String parent) implements MediatedDevice {}
}
