package io.zmdev.sim.flow;

import java.util.List;

/** Who takes part in an I/O or an access to a region. */
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
    DEVICE,
    /** The layer between VFIO and the driver of a mediated device, as proposed in 2016. */
    VFIO_MDEV,
    /** The driver of a mediated PCI device. */
    VENDOR_DRIVER;

    /** Those of a channel I/O, from the guest to the device. */
    public static final List<Lane> CHANNEL_IO =
            List.of(GUEST, KVM, QEMU, VFIO, VFIO_CCW, MEMORY, CHANNEL_SUBSYSTEM, DEVICE);

    /** Those of an access to a region of a mediated PCI device, from the guest to the device. */
    public static final List<Lane> MMIO = List.of(GUEST, KVM, QEMU, VFIO, VFIO_MDEV, VENDOR_DRIVER, MEMORY, DEVICE);
}
