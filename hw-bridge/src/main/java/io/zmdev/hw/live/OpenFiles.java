package io.zmdev.hw.live;

import io.zmdev.hw.nativecalls.NativeFile;
import io.zmdev.model.Errno;
import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import io.zmdev.model.host.Answer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Files that are open together; the last one is closed first. */
final class OpenFiles implements AutoCloseable {

    private final Deque<NativeFile> files = new ArrayDeque<>();

    /** Keeps a file open until all are closed. */
    NativeFile keep(Answer<NativeFile> opened, String what) {
        NativeFile file = must(opened, what);
        files.push(file);
        return file;
    }

    NativeFile open(String path) {
        return keep(NativeFile.open(path), path);
    }

    /**
     * The value of an answer.
     *
     * @throws ZmdevException for a refusal: DISTURBS when somebody else has the device, HOST_UNREADABLE without permission,
     *     UNSUPPORTED where there is no such thing, else HOST_UNREACHABLE
     */
    static <T> T must(Answer<T> answer, String what) {
        return switch (answer) {
            case Answer.Ok<T>(T value) -> value;
            case Answer.Refused<T>(Errno errno) -> throw refused(errno, what);
        };
    }

    private static ZmdevException refused(Errno errno, String what) {
        String said = "%s: %s (%s)".formatted(what, errno.text(), errno.name());
        return switch (errno) {
            case EBUSY -> new ZmdevException(ErrorCode.DISTURBS, said + "; somebody else uses the device");
            case EACCES, EPERM -> new ZmdevException(ErrorCode.HOST_UNREADABLE, said + "; this needs root");
            case ENOENT, ENODEV, ENXIO, EOPNOTSUPP -> new ZmdevException(ErrorCode.UNSUPPORTED, said);
            default -> new ZmdevException(ErrorCode.HOST_UNREACHABLE, said);
        };
    }

    @Override
    public void close() {
        while (!files.isEmpty()) {
            files.pop().close();
        }
    }
}
