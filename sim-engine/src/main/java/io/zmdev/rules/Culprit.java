package io.zmdev.rules;

import io.zmdev.model.ap.Mask256;
import io.zmdev.model.host.SysfsPath;
import io.zmdev.model.mdev.MdevUuid;

/** Who or what stands in the way. Computed from the state of the machine and the configuration, never from an errno. */
public sealed interface Culprit {

    /** The file, or the place in the configuration, that shows it. */
    String where();

    /**
     * Another mediated device.
     *
     * @param name the guest or the name of the device, for people
     * @param managed whether the configuration lists it
     * @param where its directory when it is active, else its place in the configuration
     */
    record Device(MdevUuid uuid, String name, boolean managed, String where) implements Culprit {}

    /**
     * The host's own drivers, by the masks.
     *
     * @param apmaskBits the bits of {@code apmask} that matter
     * @param aqmaskBits the bits of {@code aqmask} that matter
     */
    record HostDrivers(Mask256 apmaskBits, Mask256 aqmaskBits) implements Culprit {

        @Override
        public String where() {
            return SysfsPath.APMASK + ", " + SysfsPath.AQMASK;
        }
    }

    /**
     * A limit or fact of the machine.
     *
     * @param where the file that shows it
     */
    record MachineFact(String where) implements Culprit {}

    /**
     * The configuration itself.
     *
     * @param where its part, such as {@code masks} or {@code guests web1}
     */
    record Configured(String where) implements Culprit {}
}
