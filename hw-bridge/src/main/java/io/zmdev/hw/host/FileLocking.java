package io.zmdev.hw.host;

import io.zmdev.model.ErrorCode;
import io.zmdev.model.ZmdevException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A lock on a file that keeps other programs, and other users of it in this one, out. For one thread, which may take it twice. */
final class FileLocking {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final Path file;
    private @Nullable FileChannel channel;
    private int depth;

    FileLocking(Path file) {
        this.file = file;
    }

    /**
     * Takes the lock, waiting for a while.
     *
     * @throws ZmdevException HOST_UNREACHABLE when somebody else keeps it, OUTPUT_UNWRITABLE
     */
    HostLock acquire() {
        if (depth == 0) {
            channel = lockedChannel();
        }
        depth++;
        return this::release;
    }

    private FileChannel lockedChannel() {
        try {
            FileChannel opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!tryLock(opened)) {
                if (System.nanoTime() > end) {
                    opened.close();
                    throw new ZmdevException(
                            ErrorCode.HOST_UNREACHABLE, file + ": another zmdev is at work here; try again later");
                }
                Thread.sleep(PAUSE);
            }
            return opened;
        } catch (IOException e) {
            throw new ZmdevException(ErrorCode.OUTPUT_UNWRITABLE, file + ": it can't be locked: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ZmdevException(ErrorCode.HOST_UNREACHABLE, file + ": interrupted while waiting for the lock", e);
        }
    }

    private static boolean tryLock(FileChannel opened) throws IOException {
        try {
            @Nullable FileLock lock = opened.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private void release() {
        depth--;
        if (depth == 0 && channel != null) {
            try {
                channel.close();
            } catch (IOException e) {
                throw new ZmdevException(
                        ErrorCode.HOST_UNREACHABLE, file + ": it can't be unlocked: " + e.getMessage(), e);
            }
        }
    }
}
