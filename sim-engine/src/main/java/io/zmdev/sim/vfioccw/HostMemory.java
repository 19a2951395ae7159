package io.zmdev.sim.vfioccw;

import io.zmdev.sim.channel.Storage;
import io.zmdev.sim.trace.Area;

/**
 * Absolute storage of the host, as far as it is simulated: kernel memory below 2 GiB for translated programs, and above 4 GiB the
 * frames that hold guest memory. Frames are not in the order of the guest's pages, as on a real host.
 */
public final class HostMemory implements Storage {

    /** Where kernel memory starts. */
    public static final long KERNEL_BASE = 0x0650_0000L;

    /** Where the frames of guest memory start. */
    public static final long FRAME_BASE = 0x1_4000_0000L;

    /** Size of the kernel memory in bytes. */
    public static final long KERNEL_SIZE = 64L << 20;

    private static final int PAGE_SHIFT = 12;
    private static final int PAGE_SIZE = 1 << PAGE_SHIFT;
    private static final long OFFSET = PAGE_SIZE - 1L;
    /** Neighbouring guest pages lie in frames that are not neighbours; its own inverse. */
    private static final long SCATTER = 0x15;

    private final Area kernel;
    private final Area guest;

    public HostMemory(Area kernel, Area guest) {
        this.kernel = kernel;
        this.guest = guest;
    }

    /** The absolute address of a byte of guest memory. */
    public static long hostAddress(long guestAddress) {
        return FRAME_BASE + (((guestAddress >>> PAGE_SHIFT) ^ SCATTER) << PAGE_SHIFT) + (guestAddress & OFFSET);
    }

    private static long guestAddress(long hostAddress) {
        long offset = hostAddress - FRAME_BASE;
        return (((offset >>> PAGE_SHIFT) ^ SCATTER) << PAGE_SHIFT) + (offset & OFFSET);
    }

    private static boolean isKernel(long address) {
        return address >= KERNEL_BASE && address < KERNEL_BASE + KERNEL_SIZE;
    }

    @Override
    public boolean contains(long address, int length) {
        if (isKernel(address)) {
            return address + length <= KERNEL_BASE + KERNEL_SIZE;
        }
        if (address < FRAME_BASE) {
            return false;
        }
        for (long page = address & ~OFFSET; page < address + length; page += PAGE_SIZE) {
            long at = guestAddress(page);
            if (at < 0 || at >= guest.size()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean fetch(long address, byte[] target, int at, int length) {
        if (!contains(address, length)) {
            return false;
        }
        if (isKernel(address)) {
            kernel.noteRead(address - KERNEL_BASE, length);
            kernel.get(address - KERNEL_BASE, target, at, length);
            return true;
        }
        for (int done = 0; done < length; ) {
            int part = inPage(address + done, length - done);
            long from = guestAddress(address + done);
            guest.noteRead(from, part);
            guest.get(from, target, at + done, part);
            done += part;
        }
        return true;
    }

    @Override
    public boolean store(long address, byte[] source, int at, int length) {
        if (!contains(address, length)) {
            return false;
        }
        if (isKernel(address)) {
            kernel.put(address - KERNEL_BASE, source, at, length);
            return true;
        }
        for (int done = 0; done < length; ) {
            int part = inPage(address + done, length - done);
            guest.put(guestAddress(address + done), source, at + done, part);
            done += part;
        }
        return true;
    }

    @Override
    public int fetchInt(long address) {
        Area area = isKernel(address) ? kernel : guest;
        long offset = isKernel(address) ? address - KERNEL_BASE : guestAddress(address);
        area.noteRead(offset, 4);
        return area.getInt(offset);
    }

    @Override
    public long fetchLong(long address) {
        Area area = isKernel(address) ? kernel : guest;
        long offset = isKernel(address) ? address - KERNEL_BASE : guestAddress(address);
        area.noteRead(offset, 8);
        return area.getLong(offset);
    }

    private static int inPage(long address, int length) {
        return (int) Math.min(length, PAGE_SIZE - (address & OFFSET));
    }
}
