package io.zmdev.rules;

import io.zmdev.model.mdev.MdevUuid;

/** Who or what stands in the way. */
public sealed interface Culprit {

    /**
     * Another mediated device.
     *
     * @param name the guest or the name of the device, for people
     * @param managed whether the configuration lists it
     */
    record Device(MdevUuid uuid, String name, boolean managed) implements Culprit {}

    /** The host's own drivers, by the masks. */
    record HostDrivers(String apmaskPath, String aqmaskPath) implements Culprit {}

    /**
     * A limit or fact of the machine.
     *
     * @param path the file that shows it
     */
    record MachineFact(String path) implements Culprit {}

    /** The configuration itself. */
    record Configured(String where) implements Culprit {}
}
