package io.zmdev.sim.flow;

/** Who takes part in an I/O. */
public enum Lane {
    GUEST,
    KVM,
    /** QEMU, or a program that uses VFIO itself. */
    QEMU,
    VFIO,
    VFIO_CCW,
    /** Guest memory, pinned pages and kernel memory. */
    MEMORY,
    CHANNEL_SUBSYSTEM,
    DEVICE
}
