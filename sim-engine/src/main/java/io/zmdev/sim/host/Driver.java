package io.zmdev.sim.host;

import io.zmdev.model.Errno;
import io.zmdev.sim.host.sysfs.AttributeGroup;
import io.zmdev.sim.host.sysfs.Directory;
import java.util.Optional;

/** A driver of the driver core ({@code struct device_driver}). */
abstract class Driver<D extends Device> {

    private final String name;
    private final Optional<String> module;

    /** @param module the module that it came with; empty when it is built in */
    Driver(String name, Optional<String> module) {
        this.name = name;
        this.module = module;
    }

    final String name() {
        return name;
    }

    final Optional<String> module() {
        return module;
    }

    /** The bus's match function. */
    abstract boolean matches(D device);

    /** Takes a device; empty when it did. */
    abstract Optional<Errno> probe(D device);

    /** What the driver left to be done, while it took the device, for as soon as it has it. */
    void taken(D device) {}

    /**
     * Gives a device back.
     *
     * @param done run when it is given back: at once, or when the guest lets go of it
     */
    abstract void remove(D device, Runnable done);

    /** What the driver adds to the directory of a device that it has. */
    Directory group(D device) {
        return AttributeGroup.NONE;
    }

    /** Whether the driver's directory has {@code bind} and {@code unbind}. */
    boolean bindsByHand() {
        return true;
    }
}
