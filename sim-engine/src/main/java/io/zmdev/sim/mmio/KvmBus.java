package io.zmdev.sim.mmio;

import io.zmdev.model.Errno;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One of KVM's buses, for memory or for ports: what serves a guest address inside the kernel ({@code kvm_io_bus}). */
final class KvmBus {

    /** NR_IOBUS_DEVS; ioeventfds do not count. */
    private static final int MAX_DEVICES = 1000;

    private final List<Entry> entries = new ArrayList<>();

    /**
     * What serves a range.
     *
     * @param address guest physical, or the first port
     * @param length in bytes; 0 for an ioeventfd that takes any
     * @param device whose region it is
     * @param region its position
     * @param regionOffset of the range in the region
     * @param value that an ioeventfd takes only
     * @param eventfd the number of the eventfd, -1 without one
     * @param listener who waits for it
     */
    record Entry(
            long address,
            long length,
            TrapPath path,
            DeviceFile device,
            int region,
            long regionOffset,
            OptionalLong value,
            int eventfd,
            Operation.Register.Listener listener) {

        /** Whether the whole access is in the range, as {@code kvm_io_bus_cmp} has it. */
        boolean covers(long at, int bytes) {
            return length == 0 ? at == address : at >= address && at + bytes <= address + length;
        }

        /** {@code ioeventfd_check_collision}. */
        private boolean collidesWith(Entry other) {
            return path == TrapPath.IOEVENTFD
                    && other.path == TrapPath.IOEVENTFD
                    && address == other.address
                    && (length == 0
                            || other.length == 0
                            || (length == other.length
                                    && (value.isEmpty() || other.value.isEmpty() || value.equals(other.value))));
        }
    }

    /** Adds an entry; EEXIST and ENOSPC as KVM answers. */
    Optional<Errno> add(Entry entry) {
        if (entries.stream().anyMatch(entry::collidesWith)) {
            return Optional.of(Errno.EEXIST);
        }
        if (entry.path() != TrapPath.IOEVENTFD
                && entries.stream()
                                .filter(other -> other.path() != TrapPath.IOEVENTFD)
                                .count()
                        >= MAX_DEVICES) {
            return Optional.of(Errno.ENOSPC);
        }
        entries.add(entry);
        entries.sort(Comparator.comparingLong(Entry::address));
        return Optional.empty();
    }

    int size() {
        return entries.size();
    }

    Entry entry(int position) {
        return entries.get(position);
    }

    /** The ioeventfd for any length at this address: what the fast bus knows. */
    @Nullable
    Entry fast(long address) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.length() == 0 && entry.address() == address) {
                return entry;
            }
        }
        return null;
    }
}
