package io.zmdev.hw.host;

import io.zmdev.model.Errno;
import io.zmdev.model.host.Answer;
import io.zmdev.model.host.HostOperation;

/** A host that is only looked at: writes are refused with EROFS, and nothing of it has to be locked or closed. */
interface ReadOnlyHost extends HostAccess {

    @Override
    default Answer<Integer> write(String path, byte[] value) {
        return Answer.refused(Errno.EROFS);
    }

    @Override
    default Answer<?> execute(HostOperation operation) {
        return switch (operation) {
            case HostOperation.Read(String path) -> read(path);
            case HostOperation.ListNames(String path) -> list(path);
            case HostOperation.Link(String path) -> link(path);
            default -> Answer.refused(Errno.EROFS);
        };
    }

    @Override
    default HostLock lock() {
        return () -> {};
    }

    @Override
    default void close() {
        // what was read lies in memory
    }
}
