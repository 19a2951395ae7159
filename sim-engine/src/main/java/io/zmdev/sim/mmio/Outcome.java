package io.zmdev.sim.mmio;

import io.zmdev.model.Errno;
import io.zmdev.sim.mmio.region.RegionInfo;
import java.util.List;
import java.util.Optional;

/** What came of an {@link Operation}. Byte arrays are not to be changed. */
@SuppressWarnings("ArrayRecordComponent")
public sealed interface Outcome {

    /** A system call, or something in its place. */
    record Called(Optional<Errno> errno) implements Outcome {}

    /** Region info; empty with EINVAL, and a region that is not there has size 0. */
    record Region(Optional<RegionInfo> info) implements Outcome {}

    /** BARs with the sizes that sizing found and the addresses that they got. */
    record Bars(List<BarAddress> bars) implements Outcome {

        public Bars {
            bars = List.copyOf(bars);
        }
    }

    /**
     * A BAR that was sized and programmed.
     *
     * @param index of the region
     * @param size in bytes, as read back after all ones were written
     * @param address guest physical, or of the first port
     */
    record BarAddress(int index, long size, long address) {}

    /**
     * A read or write.
     *
     * @param errno of a pread or pwrite
     * @param bytes what a read got
     * @param parts in the order in which they were served
     * @param fault what went wrong, if something did
     */
    record Accessed(Optional<Errno> errno, byte[] bytes, List<Part> parts, Optional<Fault> fault) implements Outcome {

        public Accessed {
            parts = List.copyOf(parts);
        }
    }

    /**
     * Part of an access: at most 8 bytes, or a piece of a page for direct ones.
     *
     * @param address guest physical, the port, or in the device file
     * @param path that served it
     */
    record Part(long address, int length, TrapPath path) {}

    /** What can go wrong with an access. */
    enum Fault {
        /** The process gets a signal, and with it the guest ends. */
        SIGBUS("sigbus"),
        /** KVM_RUN fails with EFAULT, and QEMU stops the guest. */
        BAD_ADDRESS("kvm-run-efault"),
        /** A handler of a device that is gone was called. */
        STALE_HANDLER("stale-handler"),
        /** The page belongs to another device too. */
        COLLISION("collision");

        private final String id;

        Fault(String id) {
            this.id = id;
        }

        /** The name in the file formats. */
        public String id() {
            return id;
        }

        /** Whether nothing runs after it. */
        public boolean endsTheGuest() {
            return switch (this) {
                case SIGBUS, BAD_ADDRESS, STALE_HANDLER -> true;
                case COLLISION -> false;
            };
        }
    }

    /**
     * The main loop.
     *
     * @param signals what each eventfd that was readable had counted
     * @param drained entries taken from the ring
     */
    record Looped(List<Long> signals, int drained) implements Outcome {

        public Looped {
            signals = List.copyOf(signals);
        }
    }

    /**
     * A copy by vfio_dma_rw.
     *
     * @param bytes what a read got
     */
    record Copied(Optional<Errno> errno, byte[] bytes) implements Outcome {}

    /** Whether an interrupt reached the guest by this. */
    record Interrupted(boolean delivered) implements Outcome {}
}
