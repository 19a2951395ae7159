package io.zmdev.sim.mmio;

import java.util.Arrays;
import java.util.Optional;

/** How a guest's access to a region reaches what serves it, and what that costs in layering and in sight. */
public enum TrapPath {
    USER_SPACE(
            "user-space",
            "the vCPU's thread: KVM, QEMU, VFIO and the driver",
            "nothing of the device: the exit goes to whoever called KVM_RUN",
            "nothing of KVM: pread and pwrite on the device file",
            Sight.EVERYTHING,
            "kvm:kvm_mmio, and system calls"),
    BACK_DOOR(
            "back-door",
            "the vCPU's thread in the kernel: KVM and the driver",
            "a callback of the driver's module, without a file that owns it",
            "KVM's internal interface; whether it is used is the driver's private control variable",
            Sight.NOTHING,
            "kvm:kvm_mmio"),
    FD_OFFSET(
            "fd-offset",
            "the vCPU's thread in the kernel: KVM, VFIO and the driver",
            "a file, held by fdget since user space registered it, and an offset; not that it is VFIO's",
            "a read or write of its file; not that KVM makes it",
            Sight.NOTHING,
            "kvm:kvm_mmio"),
    IOEVENTFD(
            "ioeventfd",
            "the vCPU's thread in KVM; a listener later, on its own",
            "an eventfd",
            "an eventfd, if it listens (VFIO_DEVICE_IOEVENTFD)",
            Sight.THAT_IT_HAPPENED,
            "kvm:kvm_mmio, or kvm:kvm_fast_mmio for any length"),
    COALESCED(
            "coalesced",
            "the vCPU's thread in KVM; QEMU at its next exit",
            "a range of addresses, and the ring that it shares with QEMU",
            "nothing of KVM: pwrite on the device file, later",
            Sight.LATE,
            "kvm:kvm_mmio"),
    DIRECT(
            "direct",
            "the guest alone, after the first access to a page",
            "a memory slot like any other",
            "a mapping of its file in QEMU's address space",
            Sight.NOTHING,
            "nothing; the first fault of a page is kvm:kvm_page_fault");

    private final String id;
    private final String runs;
    private final String kvmKnows;
    private final String vfioKnows;
    private final Sight sight;
    private final String traced;

    TrapPath(String id, String runs, String kvmKnows, String vfioKnows, Sight sight, String traced) {
        this.id = id;
        this.runs = runs;
        this.kvmKnows = kvmKnows;
        this.vfioKnows = vfioKnows;
        this.sight = sight;
        this.traced = traced;
    }

    /** What user space sees of an access while it debugs or manipulates the device. */
    public enum Sight {
        /** Address, data and order, before the device has them. */
        EVERYTHING("everything"),
        /** Address, data and order, after the guest went on. */
        LATE("late"),
        /** A count: no data of its own, several accesses as one. */
        THAT_IT_HAPPENED("that-it-happened"),
        NOTHING("nothing");

        private final String id;

        Sight(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }
    }

    /** The name in the file formats. */
    public String id() {
        return id;
    }

    /** Who runs while the guest waits. */
    public String runs() {
        return runs;
    }

    /** What KVM knows of VFIO. */
    public String kvmKnows() {
        return kvmKnows;
    }

    /** What VFIO and the driver know of KVM. */
    public String vfioKnows() {
        return vfioKnows;
    }

    /** What user space still sees. */
    public Sight sight() {
        return sight;
    }

    /** The tracepoints that still see it, for debugging with ftrace in place of user space. */
    public String traced() {
        return traced;
    }

    public static Optional<TrapPath> ofId(String id) {
        return Arrays.stream(values()).filter(path -> path.id.equals(id)).findFirst();
    }
}
