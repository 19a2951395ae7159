package io.zmdev.hw.nativecalls;

import com.sun.jna.NativeLong;
import io.zmdev.model.host.Answer;

/** System calls with their errno. Safe to call from any thread. */
public final class SystemCalls {

    // asm-generic/fcntl.h, the same on s390x and x86-64
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private SystemCalls() {}

    /** open(2) for writing and one write(2); the answer is the number of bytes written. */
    public static Answer<Integer> write(String path, byte[] value) {
        return LibC.answer(() -> {
            int fd = LibC.functions().open(path, O_WRONLY | O_CLOEXEC);
            try {
                return LibC.functions()
                        .write(fd, value, new NativeLong(value.length))
                        .intValue();
            } finally {
                LibC.functions().close(fd);
            }
        });
    }

    /** delete_module(2) with O_NONBLOCK. */
    public static Answer<String> deleteModule(String name) {
        return LibC.answer(() -> {
            LibC.functions().delete_module(name, O_NONBLOCK);
            return "";
        });
    }
}
