package io.zmdev.sim.mmio;

/**
 * What something cost.
 *
 * @param exits of the guest to KVM
 * @param userExits returns of KVM_RUN to QEMU
 * @param transitions between guest, kernel and user space, each way one
 * @param syscalls of QEMU other than KVM_RUN
 * @param copies of data between kernel and user space, or into a buffer between them
 * @param signals of eventfds
 * @param faults of mapped pages
 * @param pinned pages, each time
 * @param interrupts injected into the guest
 * @param cycles of the vCPU's thread
 * @param otherCycles of QEMU's other threads
 */
public record MmioCounts(
        long exits,
        long userExits,
        long transitions,
        long syscalls,
        long copies,
        long signals,
        long faults,
        long pinned,
        long interrupts,
        long cycles,
        long otherCycles) {

    MmioCounts minus(MmioCounts earlier) {
        return new MmioCounts(
                exits - earlier.exits,
                userExits - earlier.userExits,
                transitions - earlier.transitions,
                syscalls - earlier.syscalls,
                copies - earlier.copies,
                signals - earlier.signals,
                faults - earlier.faults,
                pinned - earlier.pinned,
                interrupts - earlier.interrupts,
                cycles - earlier.cycles,
                otherCycles - earlier.otherCycles);
    }
}
