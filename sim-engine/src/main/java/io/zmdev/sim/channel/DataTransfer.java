package io.zmdev.sim.channel;

/** The data path between a device and the storage that the current CCW designates, as a device sees it. */
public interface DataTransfer {

    /**
     * Moves bytes of the device into storage, as many as the program has room for.
     *
     * @return false when the channel met an error and the command is over
     */
    boolean toStorage(byte[] source, int at, int length);

    /**
     * Moves bytes of storage to the device, as many as the program has.
     *
     * @return the number of bytes moved, or -1 when the channel met an error and the command is over
     */
    int fromStorage(byte[] target, int at, int length);
}
