package io.zmdev.sim.channel;

/**
 * Storage as the channel subsystem addresses it: absolute addresses without translation. A range that isn't there is refused as a
 * whole; nothing is moved then.
 */
public interface Storage {

    /** Whether every byte of the range is there. */
    boolean contains(long address, int length);

    /** Copies storage into {@code target}; false when a byte isn't there. */
    boolean fetch(long address, byte[] target, int at, int length);

    /** Copies {@code source} into storage; false when a byte isn't there. */
    boolean store(long address, byte[] source, int at, int length);

    /** The big-endian word at an address that is there. */
    int fetchInt(long address);

    /** The big-endian doubleword at an address that is there. */
    long fetchLong(long address);
}
