package io.zmdev.sim.vfioccw;

import io.zmdev.sim.channel.Storage;
import io.zmdev.sim.trace.Area;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Absolute storage of the host, as far as it is simulated: kernel memory below 2 GiB for translated programs, and above 4 GiB the
 * frames that hold guest memory, in the order of its pages as a host mostly has them; then somebody else's, where bytes are lost.
 */
public final class HostMemory implements Storage {

    /** Where kernel memory starts. */
    public static final long KERNEL_BASE = 0x0650_0000L;

    /** Where the frames of guest memory start. */
    public static final long FRAME_BASE = 0x1_4000_0000L;

    /** Size of the kernel memory in bytes. */
    public static final long KERNEL_SIZE = 64L << 20;

    /** The frames behind those of the guest are somebody else's, as far as a CCW can reach from there. Bytes. */
    private static final long BEHIND = 1L << 16;

    private final Area kernel;
    private final Area guest;

    public HostMemory(Area kernel, Area guest) {
        this.kernel = kernel;
        this.guest = guest;
    }

    /** The absolute address of a byte of guest memory: the guest's pages lie in frames in a row. */
    public static long hostAddress(long guestAddress) {
        return FRAME_BASE + guestAddress;
    }

    private static boolean isKernel(long address) {
        return address >= KERNEL_BASE && address < KERNEL_BASE + KERNEL_SIZE;
    }

    @Override
    public boolean contains(long address, int length) {
        if (isKernel(address)) {
            return address + length <= KERNEL_BASE + KERNEL_SIZE;
        }
        return address >= FRAME_BASE && address + length <= FRAME_BASE + guest.size() + BEHIND;
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
        int guests = ofGuest(address, length);
        if (guests > 0) {
            guest.noteRead(address - FRAME_BASE, guests);
            guest.get(address - FRAME_BASE, target, at, guests);
        }
        Arrays.fill(target, at + guests, at + length, (byte) 0);
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
        int guests = ofGuest(address, length);
        if (guests > 0) {
            guest.put(address - FRAME_BASE, source, at, guests);
        }
        return true;
    }

    @Override
    public int fetchInt(long address) {
        return (int) (word(address, Integer.BYTES) >>> Integer.SIZE);
    }

    @Override
    public long fetchLong(long address) {
        return word(address, Long.BYTES);
    }

    /** The first bytes of a doubleword, the others are zero. */
    private long word(long address, int length) {
        if (isKernel(address) || ofGuest(address, length) == length) {
            Area area = isKernel(address) ? kernel : guest;
            long offset = address - (isKernel(address) ? KERNEL_BASE : FRAME_BASE);
            area.noteRead(offset, length);
            return length == Long.BYTES ? area.getLong(offset) : (long) area.getInt(offset) << Integer.SIZE;
        }
        byte[] bytes = new byte[Long.BYTES];
        fetch(address, bytes, 0, length);
        return ByteBuffer.wrap(bytes).getLong();
    }

    /** How many of these bytes, from the first on, the guest has. */
    private int ofGuest(long address, int length) {
        return Math.clamp(FRAME_BASE + guest.size() - address, 0, length);
    }
}
