package io.zmdev.sim.flow;

/**
 * What the requests of a run cost, without the setup.
 *
 * @param exits of the guest to QEMU
 * @param syscalls of QEMU or the program
 * @param copies between user space and kernel, guest and kernel
 * @param bytesCopied in those
 * @param pagesPinned pages, each time they are pinned
 * @param interrupts of the hardware
 * @param eventfdSignals of the driver
 * @param guestInterrupts injected
 * @param blockedNs how long the guest's CPU waited for condition codes
 */
public record Counts(
        long exits,
        long syscalls,
        long copies,
        long bytesCopied,
        long pagesPinned,
        long interrupts,
        long eventfdSignals,
        long guestInterrupts,
        long blockedNs) {}
