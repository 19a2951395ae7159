package io.zmdev.sim.channel;

/** The data path between a device and the storage that the current CCW designates, as a device sees it. */
public interface DataTransfer {

    /** The bytes that can still be moved for the command. */
    int available();

    /**
     * Moves bytes of the device into storage, at most as many as are {@link #available}.
     *
     * @return false when the channel met an error and the command is over
     */
    boolean toStorage(byte[] source, int at, int length);

    /**
     * Moves bytes of storage to the device, at most as many as are {@link #available}.
     *
     * @return the number of bytes moved, or -1 when the channel met an error and the command is over
     */
    int fromStorage(byte[] target, int at, int length);
}
