package io.zmdev.sim.flow;

import java.util.Arrays;
import java.util.Optional;

/** Whose rules the channel subsystem follows. */
public enum ChannelBehaviour {
    /** The Principles of Operation. */
    ARCHITECTED("architected"),
    /** QEMU's emulated channel subsystem. */
    QEMU_CSS("qemu-css");

    private final String id;

    ChannelBehaviour(String id) {
        this.id = id;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    /** Whether a status adds an interruption to those that are pending; by the architecture a subchannel has one at most. */
    boolean queuesInterruptions() {
        return switch (this) {
            case ARCHITECTED -> false;
            case QEMU_CSS -> true;
        };
    }

    public static Optional<ChannelBehaviour> ofId(String id) {
        return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
    }
}
