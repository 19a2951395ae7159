package io.zmdev.sim.mmio;

import java.util.Locale;

/**
 * What things cost in cycles, and where the figure comes from. The published ones are those of kvm-unit-tests' pci-testdev on x86
 * (QEMU commit 29b39bc712, 2013): an access that ends in QEMU takes 8796 cycles (memory) and 5287 (ports); one that ends in an
 * ioeventfd for any value 3609 and 1762, with datamatch 3685. They are taken apart so that their sums come out.
 */
public enum MmioCost {
    EXIT(1700, "guest to KVM and back; 1762 published for a port with an ioeventfd, less the signal"),
    DECODE(1847, "KVM finds and decodes the instruction of a memory access; 3609 - 1762 published"),
    USER_SPACE(5249, "KVM_RUN returns, QEMU finds the region, KVM_RUN again; 8796 - 1700 - 1847 published"),
    USER_SPACE_IO(3587, "the same for a port; 5287 - 1700 published"),
    SIGNAL(62, "eventfd_signal; assumed, part of the published 1762"),
    DATAMATCH(76, "compare with the expected value; 3685 - 3609 published"),
    SYSCALL(600, "a system call without its work; assumed, 200 ns at 3 GHz"),
    COPY(30, "8 bytes to or from user space; assumed"),
    MID_LAYER(20, "find a region by its offset; assumed"),
    EMULATE(300, "the driver emulates a register; assumed"),
    CALLBACK(50, "an indirect call into the driver; assumed"),
    FILE_OP(100, "f_op of a file that is held; assumed"),
    RING(60, "an entry of the ring of coalesced writes; assumed"),
    WAKE(12000, "another thread wakes up for an eventfd; assumed, 4 us at 3 GHz, not on the vCPU"),
    FAULT(6000, "a page fault of the guest that ends in a driver's mapping; assumed"),
    MAP_PAGE(200, "put a page into a mapping; assumed"),
    PIN(750, "find and pin a page; assumed, 250 ns at 3 GHz"),
    INJECT(1500, "an interrupt into the guest; assumed, 500 ns at 3 GHz"),
    STEP(0, "what the published sums contain already");

    /** Cycles of a microsecond: 3 GHz. */
    public static final int CYCLES_PER_MICROSECOND = 3000;

    private final long cycles;
    private final String origin;

    MmioCost(long cycles, String origin) {
        this.cycles = cycles;
        this.origin = origin;
    }

    /** The name in scenarios. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** In cycles, where a scenario says nothing else. */
    public long cycles() {
        return cycles;
    }

    /** What it is, and who published or assumed it. */
    public String origin() {
        return origin;
    }
}
