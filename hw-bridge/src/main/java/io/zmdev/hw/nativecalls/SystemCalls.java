package io.zmdev.hw.nativecalls;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;

/** System calls with their errno. Safe to call from any thread. */
public final class SystemCalls {

    // asm-generic/fcntl.h, the same on s390x and x86-64
    private static final int O_WRONLY = 1;
    private static final int O_NONBLOCK = 0x800;
    private static final int O_CLOEXEC = 0x80000;

    private SystemCalls() {}

    /** The functions of the C library; each throws with errno when it fails. */
    private interface C extends Library {

        int open(String path, int flags) throws LastErrorException;

        NativeLong write(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

        int close(int fd) throws LastErrorException;

        @SuppressWarnings("checkstyle:MethodName") // the C library's own name
        int delete_module(String name, int flags) throws LastErrorException;
    }

    /** Loaded when it is first asked for: most runs never write to this machine. */
    private static final class Loaded {
        private static final C LIBRARY = Native.load("c", C.class);
    }

    /** open(2) for writing and one write(2); the answer is the number of bytes written. */
    public static Answer<Integer> write(String path, byte[] value) {
        return answer(() -> {
            int fd = Loaded.LIBRARY.open(path, O_WRONLY | O_CLOEXEC);
            try {
                return Loaded.LIBRARY
                        .write(fd, value, new NativeLong(value.length))
                        .intValue();
            } finally {
                Loaded.LIBRARY.close(fd);
            }
        });
    }

    /** delete_module(2) with O_NONBLOCK. */
    public static Answer<String> deleteModule(String name) {
        return answer(() -> {
            Loaded.LIBRARY.delete_module(name, O_NONBLOCK);
            return "";
        });
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws LastErrorException;
    }

    private static <T> Answer<T> answer(Call<T> call) {
        try {
            return Answer.ok(call.make());
        } catch (LastErrorException e) {
            return Answer.refused(Errno.ofNumber(e.getErrorCode()).orElse(Errno.EIO));
        } catch (UnsatisfiedLinkError e) {
            throw new ZmdevException(
                    ErrorCode.UNSUPPORTED, "this machine can't be changed from here: " + e.getMessage(), e);
        }
    }
}
