package io.zmdev.hw.nativecalls;

import com.sun.jna.LastErrorException;
import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import org.jspecify.annotations.Nullable;

/** The C library. */
final class LibC {

    private LibC() {}

    /** Its functions by their own names; each throws with errno when it fails. An array goes in and comes back. */
    interface Functions extends Library {

        int open(String path, int flags) throws LastErrorException;

        NativeLong write(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

        NativeLong read(int fd, byte[] buffer, NativeLong count) throws LastErrorException;

        NativeLong pwrite(int fd, byte[] buffer, NativeLong count, NativeLong offset) throws LastErrorException;

        NativeLong pread(int fd, byte[] buffer, NativeLong count, NativeLong offset) throws LastErrorException;

        int ioctl(int fd, NativeLong request, byte[] argument) throws LastErrorException;

        int ioctl(int fd, NativeLong request, NativeLong argument) throws LastErrorException;

        int eventfd(int count, int flags) throws LastErrorException;

        int ppoll(byte[] files, NativeLong count, byte[] timeout, @Nullable Pointer signals) throws LastErrorException;

        int close(int fd) throws LastErrorException;

        Pointer mmap(@Nullable Pointer address, NativeLong length, int protection, int flags, int fd, NativeLong offset)
                throws LastErrorException;

        int munmap(Pointer address, NativeLong length) throws LastErrorException;

        @SuppressWarnings("checkstyle:MethodName") // the C library's own name
        int delete_module(String name, int flags) throws LastErrorException;
    }

    /** Loaded when it is first asked for: most runs never write to this machine. */
    private static final class Loaded {
        private static final Functions FUNCTIONS = Native.load("c", Functions.class);
    }

    static Functions functions() {
        return Loaded.FUNCTIONS;
    }

    @FunctionalInterface
    interface Call<T> {
        T make() throws LastErrorException;
    }

    /** What a call answers; EIO stands for an errno that zmdev does not know. */
    static <T> Answer<T> answer(Call<T> call) {
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
