package io.zmdev.hw.nativecalls;

import com.sun.jna.NativeLong;
import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * An open file on which system calls are made that Java does not have, each with its errno: ioctl(2), pread(2) and pwrite(2) of
 * devices, eventfd(2). Structures are bytes in the order of this machine. Not safe for several threads.
 */
public final class NativeFile implements AutoCloseable {

    // asm-generic/fcntl.h, the same on s390x and x86-64
    private static final int O_RDWR = 2;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private static final short POLLIN = 1;

    /** struct pollfd: descriptor, wanted events, seen events. */
    private static final int POLLFD_SIZE = 8;

    private static final int POLLFD_SEEN = 6;
    private static final long NS_PER_S = 1_000_000_000;

    private final int descriptor;
    private boolean closed;

    private NativeFile(int descriptor) {
        this.descriptor = descriptor;
    }

    /** open(2) for reading and writing. */
    public static Answer<NativeFile> open(String path) {
        return LibC.answer(() -> new NativeFile(LibC.functions().open(path, O_RDWR | O_CLOEXEC)));
    }

    /** eventfd(2) with the count 0, which does not block. */
    public static Answer<NativeFile> eventfd() {
        return LibC.answer(() -> new NativeFile(LibC.functions().eventfd(0, O_NONBLOCK | O_CLOEXEC)));
    }

    /** The number of the open file, for structures that name it. */
    public int descriptor() {
        return descriptor;
    }

    /** ioctl(2) with a number. */
    public Answer<Integer> ioctl(int request, long argument) {
        return LibC.answer(() -> LibC.functions().ioctl(descriptor, new NativeLong(request), new NativeLong(argument)));
    }

    /** ioctl(2) with a structure, in which the kernel may answer. */
    public Answer<Integer> ioctl(int request, byte[] structure) {
        return LibC.answer(() -> LibC.functions().ioctl(descriptor, new NativeLong(request), structure));
    }

    /** An ioctl(2) that opens another file. */
    public Answer<NativeFile> ioctlOpening(int request, byte[] structure) {
        return ioctl(request, structure).map(NativeFile::new);
    }

    /** One pread(2) of at most so many bytes as the array has; the answer is how many came. */
    public Answer<Integer> pread(byte[] target, long offset) {
        return LibC.answer(() -> LibC.functions()
                .pread(descriptor, target, new NativeLong(target.length), new NativeLong(offset))
                .intValue());
    }

    /** One pwrite(2) of the whole array; the answer is how many bytes were taken. */
    public Answer<Integer> pwrite(byte[] source, long offset) {
        return LibC.answer(() -> LibC.functions()
                .pwrite(descriptor, source, new NativeLong(source.length), new NativeLong(offset))
                .intValue());
    }

    /** Reads the count of an eventfd(2), which is 0 from then on; EAGAIN when it is 0. */
    public Answer<Long> readCount() {
        byte[] count = new byte[Long.BYTES];
        return LibC.answer(() -> LibC.functions().read(descriptor, count, new NativeLong(count.length)))
                .map(length ->
                        ByteBuffer.wrap(count).order(ByteOrder.nativeOrder()).getLong());
    }

    /** One ppoll(2): those of the files that can be read by the end of the time, none when it ended before or was interrupted. */
    public static Answer<List<NativeFile>> poll(List<NativeFile> files, Duration timeout) {
        ByteBuffer polled = ByteBuffer.allocate(files.size() * POLLFD_SIZE).order(ByteOrder.nativeOrder());
        files.forEach(file -> polled.putInt(file.descriptor).putShort(POLLIN).putShort((short) 0));
        ByteBuffer time = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
        time.putLong(timeout.toNanos() / NS_PER_S).putLong(timeout.toNanos() % NS_PER_S);
        Answer<Integer> answer = LibC.answer(
                () -> LibC.functions().ppoll(polled.array(), new NativeLong(files.size()), time.array(), null));
        if (answer.refusal().filter(errno -> errno == Errno.EINTR).isPresent()) {
            return Answer.ok(List.of());
        }
        return answer.map(count -> {
            List<NativeFile> readable = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                if ((polled.getShort(i * POLLFD_SIZE + POLLFD_SEEN) & POLLIN) != 0) {
                    readable.add(files.get(i));
                }
            }
            return readable;
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            LibC.answer(() -> LibC.functions().close(descriptor));
        }
    }
}
