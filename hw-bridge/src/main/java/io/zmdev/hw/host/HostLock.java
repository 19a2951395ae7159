package io.zmdev.hw.host;

/** A held lock; closing it lets go. */
@FunctionalInterface
public interface HostLock extends AutoCloseable {

    @Override
    void close();
}
