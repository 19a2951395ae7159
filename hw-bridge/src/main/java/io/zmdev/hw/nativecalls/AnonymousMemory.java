package io.zmdev.hw.nativecalls;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.zmdev.model.host.Answer;

/** Memory outside of Java's heap, from mmap(2): it begins at a page and is zero at first. Not safe for several threads. */
public final class AnonymousMemory implements AutoCloseable {

    // asm-generic/mman-common.h, the same on s390x and x86-64
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_SHARED_ANONYMOUS = 0x21;
    private static final int NO_FILE = -1;

    private final Pointer pointer;
    private final long size;
    private boolean closed;

    private AnonymousMemory(Pointer pointer, long size) {
        this.pointer = pointer;
        this.size = size;
    }

    /** @param size in bytes, a multiple of the page size */
    public static Answer<AnonymousMemory> of(long size) {
        return LibC.answer(() -> new AnonymousMemory(
                LibC.functions()
                        .mmap(
                                null,
                                new NativeLong(size),
                                PROT_READ_WRITE,
                                MAP_SHARED_ANONYMOUS,
                                NO_FILE,
                                new NativeLong(0)),
                size));
    }

    /** The address of its first byte in this process. */
    public long address() {
        return Pointer.nativeValue(pointer);
    }

    /** Bytes from an offset on. */
    public byte[] get(long at, int length) {
        check(at, length);
        return pointer.getByteArray(at, length);
    }

    /** Stores bytes from an offset on. */
    public void put(long at, byte[] bytes) {
        check(at, bytes.length);
        pointer.write(at, bytes, 0, bytes.length);
    }

    private void check(long at, int length) {
        if (closed || at < 0 || at > size - length) {
            throw new IndexOutOfBoundsException("%d bytes at 0x%x of 0x%x".formatted(length, at, size));
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.answer(() -> LibC.functions().munmap(pointer, new NativeLong(size)));
        }
    }
}
