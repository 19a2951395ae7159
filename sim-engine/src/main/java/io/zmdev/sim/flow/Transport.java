package io.zmdev.sim.flow;

import java.util.Arrays;
import java.util.Optional;

/** How a channel program gets from QEMU to the kernel and the result back. */
public enum Transport {
    /** A write to the I/O region starts, an eventfd signals the end (merged in 4.12). */
    REGION_EVENTFD("region-eventfd"),
    /** VFIO_DEVICE_CCW_CMD_REQUEST with a program that QEMU has translated (2016). */
    IOCTL_USER_TRANSLATION("ioctl-user-translation"),
    /** The same ioctl, the kernel reads guest memory itself (2016). */
    IOCTL("ioctl"),
    /** An eventfd into the kernel starts what a region holds (proposed 2016). */
    EVENTFD_KICK("eventfd-kick"),
    /** A region as program buffer with a sequence of writes: load, start, result (proposed 2016). */
    PROGRAM_REGION("program-region");

    private final String id;

    Transport(String id) {
        this.id = id;
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    public static Optional<Transport> ofId(String id) {
        return Arrays.stream(values()).filter(value -> value.id.equals(id)).findFirst();
    }
}
