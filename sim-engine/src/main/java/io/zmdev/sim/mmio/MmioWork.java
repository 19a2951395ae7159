package io.zmdev.sim.mmio;

/** What work a step is: its cost, how many changes between guest, kernel and user space it makes, and what it counts as. */
enum MmioWork {
    /** What the published sums contain already. */
    STEP(MmioCost.STEP, 0, Counter.NONE),
    /** A system call, there and back. */
    SYSCALL(MmioCost.SYSCALL, 2, Counter.SYSCALL),
    /** From guest, kernel or user space to another of them, in the published sums already. */
    CROSSING(MmioCost.STEP, 1, Counter.NONE),
    GUEST_EXIT(MmioCost.EXIT, 1, Counter.EXIT),
    COPYING(MmioCost.COPY, 0, Counter.COPY),
    DRIVER_CALL(MmioCost.CALLBACK, 0, Counter.NONE),
    SIGNALLING(MmioCost.SIGNAL, 0, Counter.SIGNAL),
    PAGE_MAPPING(MmioCost.MAP_PAGE, 0, Counter.NONE),
    /** A system call whose return is a step of its own. */
    SYSCALL_ENTRY(MmioCost.SYSCALL, 1, Counter.SYSCALL),
    OFFSET_LOOKUP(MmioCost.MID_LAYER, 0, Counter.NONE),
    WAKING(MmioCost.WAKE, 0, Counter.NONE),
    DECODING(MmioCost.DECODE, 0, Counter.NONE),
    /** KVM_RUN returns for an access to memory. */
    USER_EXIT(MmioCost.USER_SPACE, 1, Counter.USER_EXIT),
    /** KVM_RUN returns for an access to a port. */
    USER_EXIT_IO(MmioCost.USER_SPACE_IO, 1, Counter.USER_EXIT),
    /** A copy that the published sums contain already. */
    COPY_INCLUDED(MmioCost.STEP, 0, Counter.COPY),
    EMULATION(MmioCost.EMULATE, 0, Counter.NONE),
    FILE_CALL(MmioCost.FILE_OP, 0, Counter.NONE),
    COMPARING(MmioCost.DATAMATCH, 0, Counter.NONE),
    RING_WRITE(MmioCost.RING, 0, Counter.COPY),
    RING_READ(MmioCost.RING, 0, Counter.NONE),
    /** A page fault of the guest. */
    GUEST_FAULT(MmioCost.FAULT, 1, Counter.FAULT_EXIT),
    /** A page fault of QEMU. */
    USER_FAULT(MmioCost.FAULT, 1, Counter.FAULT),
    PINNING(MmioCost.PIN, 0, Counter.PIN),
    INJECTION(MmioCost.INJECT, 0, Counter.INTERRUPT);

    /** What a step counts as. */
    enum Counter {
        NONE,
        EXIT,
        USER_EXIT,
        SYSCALL,
        COPY,
        SIGNAL,
        FAULT,
        /** A fault that is an exit too. */
        FAULT_EXIT,
        PIN,
        INTERRUPT;

        /** Its place in arrays of counts. */
        @SuppressWarnings("EnumOrdinal") // the arrays live as long as the program
        int number() {
            return ordinal();
        }
    }

    private final MmioCost cost;
    private final int transitions;
    private final Counter counter;

    MmioWork(MmioCost cost, int transitions, Counter counter) {
        this.cost = cost;
        this.transitions = transitions;
        this.counter = counter;
    }

    MmioCost cost() {
        return cost;
    }

    int transitions() {
        return transitions;
    }

    Counter counter() {
        return counter;
    }
}
