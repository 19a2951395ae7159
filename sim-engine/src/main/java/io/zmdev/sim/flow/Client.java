package io.zmdev.sim.flow;

import java.util.Arrays;
import java.util.Optional;

/** Who makes the requests of a scenario. */
public enum Client {
    /** A program that uses the regions of the device itself. */
    VFIO("vfio"),
    /** A guest of QEMU with its I/O instructions. */
    QEMU("qemu");

    private final String id;

    Client(String id) {
        this.id = id;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    public static Optional<Client> ofId(String id) {
        return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
    }
}
