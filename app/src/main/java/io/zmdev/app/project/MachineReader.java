package io.zmdev.app.project;

import io.zmdev.model.Machine;

/** Observes a machine. May take long; called off the JavaFX thread. */
@FunctionalInterface
public interface MachineReader {

    /**
     * The machine as it is at this moment.
     *
     * @param uri a host URI, such as {@code sim:few}
     * @throws io.zmdev.model.ZmdevException when it can't be reached or read
     */
    Machine read(String uri);
}
