package io.zmdev.sim.channel;

/**
 * The data path between a device and the storage that the current CCW designates, as a device sees it. A device may offer or ask
 * for more bytes than the CCWs designate: the channel stops it then, and knows that the length was incorrect.
 */
public interface DataTransfer {

    /** The bytes that can still be moved before the current CCW is used up. */
    int available();

    /** Whether the channel indicates that another command follows; of use once the data are moved. */
    boolean isCommandChained();

    /**
     * Moves bytes of the device into storage, as many as the program has room for. For READ BACKWARD the first byte goes to the
     * highest address.
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
